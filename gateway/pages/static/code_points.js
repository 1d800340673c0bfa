// The API's offsets count code points; a browser's strings count UTF-16 units.

/** How many code points stand before the UTF-16 index `unit`. */
export const pointsBefore = (text, unit) => Array.from(text.slice(0, unit)).length;

// What the server leaves out of a typed text, so that offsets in what is left are the server's.
const CONTROLS = /[\p{C}\p{Z}]/gu;
const KEPT = " \n\u3000";
const BREAK = /\r\n?/g;

/** `text` as the server will store it, but for white space at its ends. */
export const plain = (text) => text.replace(BREAK, "\n").replace(CONTROLS, (c) => (KEPT.includes(c) ? c : ""));

/** `text` cut at the edges of `spans` (`{start, end}`): `{text, from, to, inside}`, `inside` being the spans around it. */
export function cutAtSpans(text, spans) {
  const points = Array.from(text);
  const inText = (offset) => Math.min(Math.max(offset, 0), points.length);
  const edges = [...new Set([0, points.length, ...spans.flatMap((span) => [inText(span.start), inText(span.end)])])].sort((a, b) => a - b);
  return edges.slice(1).map((to, index) => {
    const from = edges[index];
    return { text: points.slice(from, to).join(""), from, to, inside: spans.filter((span) => span.start <= from && to <= span.end) };
  });
}

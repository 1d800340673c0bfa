// Builds the page from data without ever parsing HTML: text stays text.

export const find = (selector, root = document) => root.querySelector(selector);

/** `element("button", {class: "time", onclick: play}, "0:12")`; null and false are left out. */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name.startsWith("aria-") && value != null) node.setAttribute(name, String(value));
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child != null && child !== false));
  return node;
}

/** A box with one or more notes, or nothing where there is none. */
export function notes(texts, kind = "notice") {
  if (!texts?.length) return [];
  const lines = texts.length === 1 ? [element("p", {}, texts[0])] : [element("ul", {}, texts.map((text) => element("li", {}, text)))];
  return [element("div", { class: kind }, lines)];
}

/** `text` with `<mark>` over the given [start, end) ranges, which count code points. */
export function marked(text, ranges) {
  const points = Array.from(text);
  const parts = [];
  let at = 0;
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (end <= at) continue;
    const from = Math.max(start, at);
    parts.push(points.slice(at, from).join(""), element("mark", {}, points.slice(from, end).join("")));
    at = end;
  }
  return [...parts, points.slice(at).join("")];
}

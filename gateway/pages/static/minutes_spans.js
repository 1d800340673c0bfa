// What was said in a segment: fillers struck through, the vocabulary's corrections underlined with a way back.

import { cutAtSpans } from "./code_points.js";
import { element } from "./elements.js";

const MARKS = { filler: "言いよどみ（整文では省きます）", restart: "言い直し（整文では省きます）" };

/** The segment's text as nodes. `undo(index)` puts back what was heard; without it there is no button for it. */
export function saidNodes(segment, undo = null) {
  const marks = segment.marks.map((mark) => ({ ...mark, mark: mark.kind }));
  const corrections = segment.corrections.map((correction, index) => ({ ...correction, index }));
  return cutAtSpans(segment.text, [...marks, ...corrections]).flatMap((piece) => pieceNodes(piece, undo));
}

function pieceNodes({ text, to, inside }, undo) {
  const mark = inside.find((span) => span.mark);
  const correction = inside.find((span) => span.original !== undefined);
  let node = text;
  if (correction) node = element("span", { class: "correction", title: `聞き取り「${correction.original}」を、辞書の「${correction.entry}」に直しました` }, node);
  if (mark) node = element("s", { class: "filler", title: MARKS[mark.mark] }, node);
  const isEnd = correction && correction.end === to;
  return isEnd && undo ? [node, undoButton(correction, undo)] : [node];
}

function undoButton(correction, undo) {
  const says = `「${correction.entry}」を聞き取りの「${correction.original}」に戻す`;
  return element("button", { type: "button", class: "undo-correction", title: says, "aria-label": says, onclick: () => undo(correction.index) }, "↶");
}

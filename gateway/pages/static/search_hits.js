// One document that was found, and its copies.

import { element, marked } from "./elements.js";
import { typeLabel } from "./search_types.js";
import { dateTime } from "./wording.js";

const way = (hit) => `${hit.source} ＞ ${hit.path.split("/").join(" ＞ ")}`;
const nameOf = (hit) => hit.path.split("/").pop();
const download = (hit, text) => element("a", { href: `/v1/search/documents/${encodeURIComponent(hit.id)}/file`, download: nameOf(hit) }, text);

/** `onPreview(hit)` shows the text of the document. */
export function hitLine(hit, onPreview) {
  const preview = element("button", { type: "button", class: "button small secondary", "aria-label": `${nameOf(hit)}の本文を見る`, onclick: () => onPreview(hit) }, "本文を見る");
  return element("li", {},
    element("h3", {}, download(hit, nameOf(hit))),
    element("p", { class: "snippet" }, marked(hit.snippet, hit.highlights)),
    element("p", { class: "about" },
      element("span", {}, way(hit)),
      hit.place.label && element("span", {}, hit.place.label),
      element("span", {}, typeLabel(hit.type)),
      element("span", {}, `更新 ${dateTime(hit.modified)}`)),
    element("p", {}, preview),
    hit.duplicates.length > 0 && copies(hit.duplicates));
}

function copies(duplicates) {
  const lines = duplicates.map((each) => element("li", {}, download(each, way(each)), `（${typeLabel(each.type)}、更新 ${dateTime(each.modified)}）`));
  return element("details", { class: "copies" }, element("summary", {}, `同じ内容、ほぼ同じ内容の文書 ${duplicates.length}件`), element("ul", {}, lines));
}

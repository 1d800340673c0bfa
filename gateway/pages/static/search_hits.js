// One document that was found.

import { element, marked } from "./elements.js";
import { typeLabel } from "./search_types.js";
import { dateTime } from "./wording.js";

export function hitLine(hit) {
  const file = `/v1/search/documents/${encodeURIComponent(hit.id)}/file`;
  const name = hit.path.split("/").pop();
  return element("li", {},
    element("h3", {}, element("a", { href: file, download: name }, name)),
    element("p", { class: "snippet" }, marked(hit.snippet, hit.highlights)),
    element("p", { class: "about" },
      element("span", {}, `${hit.source} ＞ ${hit.path.split("/").join(" ＞ ")}`),
      hit.place.label && element("span", {}, hit.place.label),
      element("span", {}, typeLabel(hit.type)),
      element("span", {}, `更新 ${dateTime(hit.modified)}`)));
}

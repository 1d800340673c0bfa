// The shared vocabularies that may be ticked for a recording.

import { get } from "./api.js";
import { element } from "./elements.js";

/** Fills `root` with a tick for each; returns what tells the chosen names, comma-separated. */
export function offerVocabularies(root) {
  get("/v1/vocabularies").then(
    (found) => root.replaceChildren(...(found.length ? found.map(tick) : ["登録した辞書はまだありません。"])),
    () => root.replaceChildren("辞書の一覧を読み込めませんでした。辞書なしでも送れます。"),
  );
  return () => [...root.querySelectorAll("input:checked")].map((input) => input.value).join(",");
}

function tick({ name, department, count }) {
  const about = [department, `${count.toLocaleString("ja-JP")}語`].filter(Boolean).join("、");
  return element("label", { class: "check" }, element("input", { type: "checkbox", value: name }), ` ${name}`, element("span", { class: "hint" }, `（${about}）`));
}

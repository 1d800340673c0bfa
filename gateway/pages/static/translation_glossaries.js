// The shared glossaries that may be ticked for a translation, and what a translation was made with.

import { get } from "./api.js";
import { element, find } from "./elements.js";

/** Fills the page's place with a tick for each glossary. */
export function offerGlossaries() {
  get("/v1/glossaries").then(
    (found) => find("#glossaries").replaceChildren(...(found.length ? found.map(tick) : ["登録した用語集はまだありません。"])),
    () => find("#glossaries").replaceChildren("用語集の一覧を読み込めませんでした。用語集なしでも訳せます。"),
  );
}

export const chosenGlossaries = () => [...find("#glossaries").querySelectorAll("input:checked")].map((input) => input.value);

function tick({ name, department, count }) {
  const about = [department, `${count.toLocaleString("ja-JP")}語`].filter(Boolean).join("、");
  return element("label", { class: "check" }, element("input", { type: "checkbox", value: name }), ` ${name}`, element("span", { class: "hint" }, `（${about}）`));
}

const KINDS = {
  memory: (use) => `翻訳メモリーの訳です（${use.origin}）`,
  similar: (use) => `翻訳メモリーに似た文があります（${use.percent}%）：${use.source} → ${use.target}`,
  term: (use) => `用語${use.origin ? `（${use.origin}）` : ""}：${use.source} → ${use.target}${use.heeded ? "" : "（使われていません）"}`,
  name: (use) => `読み：${use.source} → ${use.target}${use.heeded ? "" : "（使われていません）"}`,
};

/** A list of what the memory, glossaries and readings gave; nothing where they gave nothing. */
export function used(uses) {
  if (!uses?.length) return [];
  return [element("ul", { class: "uses" }, uses.map((use) => element("li", {}, KINDS[use.kind](use))))];
}

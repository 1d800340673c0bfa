// 辞書の管理: words of meetings with their readings.

import { element } from "./elements.js";
import { SharedLists } from "./shared_lists.js";
import { count } from "./wording.js";

const ORDER = new Intl.Collator("ja");

/** Hiragana as katakana, as the readings are kept. */
const katakana = (text) => text.replace(/[ぁ-ゖ]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0x60));

function reading(entry) {
  if (!entry.reading) return element("span", { class: "guess" }, "読みなし");
  return [entry.reading, entry.guessed && element("span", { class: "guess" }, "（推定）")];
}

const table = {
  columns: [
    { input: { name: "written", "aria-label": "表記", maxlength: 100, required: true } },
    { input: { name: "reading", "aria-label": "読み", maxlength: 200 }, show: reading },
    { input: { name: "kind", "aria-label": "種類", maxlength: 40, list: "kinds" } },
    { input: { name: "note", "aria-label": "メモ", maxlength: 400 } },
  ],
  begin: "written",
  hint: "。「推定」の読みは機械が付けたものです。確かめて直してください。",
  key: ({ written, reading }) => ({ written, reading }),
  // 五十音順; what has no reading yet comes first.
  compare: (one, other) => ORDER.compare(one.reading, other.reading) || ORDER.compare(one.written, other.written),
  matches: (entry, typed) => katakana(entry.written).includes(katakana(typed)) || entry.reading.includes(katakana(typed)),
  corrected: (entry, values) => ({ ...values, guessed: entry.guessed && values.reading === entry.reading }),
};

new SharedLists({
  noun: "辞書",
  page: "辞書の管理",
  path: "/v1/vocabularies",
  about: (each) => element("td", { class: "number" }, count(each.unread)),
  fields: ["written", "reading", "kind", "note"],
  kept: ["kind"], // names of people come one after another
  unharmed: "済んだ議事録はそのままです。",
  table,
}).start();

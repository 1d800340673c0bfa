// 用語集と翻訳メモリー: words and what they must become, and the memory below.

import { showProblem, showing } from "./alerts.js";
import { call, get } from "./api.js";
import { element, find } from "./elements.js";
import { bindMemory } from "./glossary_memory.js";
import { SharedLists } from "./shared_lists.js";
import { date } from "./wording.js";

const ORDER = new Intl.Collator("ja");
const names = new Map();
const key = ({ source, source_language, target_language }) => ({ source, source_language, target_language });
const narrow = () => ({ class: "narrow" });

const table = {
  columns: [
    { input: { name: "source", "aria-label": "原語", maxlength: 200, required: true } },
    { input: { name: "target", "aria-label": "訳語", maxlength: 200, required: true }, cell: (entry) => ({ lang: entry.target_language }) },
    { show: (entry) => [entry.source_language, entry.target_language].map((code) => names.get(code) ?? code).join("→"), cell: narrow },
    { input: { name: "note", "aria-label": "備考", maxlength: 400 } },
    { show: (entry) => `${entry.by} ${date(entry.at)}`, cell: narrow },
  ],
  begin: "target",
  hint: "",
  key,
  compare: (one, other) => ORDER.compare(one.source, other.source) || ORDER.compare(one.target_language, other.target_language),
  matches: (entry, typed) => `${entry.source}\n${entry.target}`.toLowerCase().includes(typed.toLowerCase()),
  corrected: (entry, values) => ({ ...key(entry), ...values }),
};

const lists = new SharedLists({
  noun: "用語集",
  page: "用語集と翻訳メモリー",
  path: "/v1/glossaries",
  about: (each) => element("td", {}, each.pairs.join("、")),
  fields: ["source", "target", "source_language", "target_language", "note"],
  kept: ["source_language", "target_language"],
  unharmed: "済んだ翻訳はそのままです。",
  shown: (glossary) => { find("#undo").hidden = !glossary.undoable; },
  table,
});

find("#undo").addEventListener("click", showing(async () => {
  lists.show(await call("POST", `${lists.address}/undo`, { body: { version: lists.opened.version } }));
  await lists.list();
}));

async function fillLanguages() {
  for (const pair of await get("/v1/translate/pairs")) {
    names.set(pair.source, pair.source_name);
    names.set(pair.target, pair.target_name);
  }
  for (const [list, first] of [["#source_language", "ja"], ["#target_language", "en"]]) {
    find(list).replaceChildren(...[...names].map(([code, name]) => element("option", { value: code }, name)));
    if (names.has(first)) find(list).value = first;
  }
}

await fillLanguages().catch(showProblem);
bindMemory(names);
await lists.start();

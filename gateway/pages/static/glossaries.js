// 用語集と翻訳メモリー: the shared glossaries, one of them open, and the memory below.

import { clearProblem, showProblem, showing } from "./alerts.js";
import { call, get } from "./api.js";
import { element, find } from "./elements.js";
import { exportTo } from "./exporting.js";
import { Entries } from "./glossary_entries.js";
import { bindMemory } from "./glossary_memory.js";
import { nameInAddress, namedInAddress } from "./sending.js";
import { Import } from "./vocabulary_import.js";
import { count } from "./wording.js";

const article = find("#glossary");
const address = (name) => `/v1/glossaries/${encodeURIComponent(name)}`;
const names = new Map();
let opened = null;

const entries = new Entries(find("#entries"), names, change);
const imports = new Import(find("#import"), async () => { await open(opened.name); await list(); }, "用語集");

async function list() {
  const found = await get("/v1/glossaries");
  find("#list-empty").hidden = found.length > 0;
  find("#list-scroll").hidden = found.length === 0;
  find("#list").replaceChildren(...found.map(row));
}

function row(each) {
  const link = element("a", { href: `?id=${encodeURIComponent(each.name)}`, onclick: showing(() => choose(each.name)) }, each.name);
  return element("tr", { "aria-current": each.name === opened?.name ? "true" : null }, element("td", {}, link), element("td", {}, each.department), element("td", { class: "number" }, count(each.count)), element("td", {}, each.pairs.join("、")), element("td", {}, each.owner));
}

async function choose(name) {
  await open(name);
  await list();
  article.focus();
  article.scrollIntoView({ block: "start" });
}

async function open(name) {
  show(await get(address(name)));
  nameInAddress(name);
}

function show(glossary) {
  opened = glossary;
  article.hidden = false;
  document.title = `${glossary.name} | 用語集と翻訳メモリー | Yakuba`;
  find("#glossary-title").textContent = glossary.name;
  find("#glossary-about").textContent = [glossary.department, `登録した人 ${glossary.owner}`].filter(Boolean).join("、");
  find("#undo").hidden = !glossary.undoable;
  entries.show(glossary.entries);
  imports.show(glossary, address(glossary.name));
}

/** Make `changes` (`{add, remove}`) from the version that is shown; false when that failed and was told. */
async function change(changes) {
  clearProblem();
  try {
    show(await call("PATCH", `${address(opened.name)}/entries`, { body: { version: opened.version, ...changes } }));
    await list();
    return true;
  } catch (error) {
    const reload = () => open(opened.name).then(clearProblem, showProblem);
    showProblem(error, error.status === 409 && element("p", { class: "actions" }, element("button", { type: "button", class: "button small secondary", onclick: reload }, "最新の内容を読み込む")));
    return false;
  }
}

async function fillLanguages() {
  for (const pair of await get("/v1/translate/pairs")) {
    names.set(pair.source, pair.source_name);
    names.set(pair.target, pair.target_name);
  }
  const options = () => [...names].map(([code, name]) => element("option", { value: code }, name));
  for (const [list, first] of [["#source_language", "ja"], ["#target_language", "en"]]) {
    find(list).replaceChildren(...options());
    if (names.has(first)) find(list).value = first;
  }
}

find("#make").addEventListener("submit", showing(async () => {
  const [name, department] = [find("#name").value.trim(), find("#department").value.trim()];
  await call("PUT", address(name), { body: { version: 0, department, entries: [] } });
  find("#make").reset();
  await choose(name);
  find("#source").focus();
}));

find("#add").addEventListener("submit", async (event) => {
  event.preventDefault();
  const entry = Object.fromEntries(["source", "target", "source_language", "target_language", "note"].map((name) => [name, find(`#${name}`).value.trim()]));
  if (!(await change({ add: [entry] }))) return;
  for (const name of ["source", "target", "note"]) find(`#${name}`).value = "";
  find("#source").focus();
});

find("#undo").addEventListener("click", showing(async () => {
  show(await call("POST", `${address(opened.name)}/undo`, { body: { version: opened.version } }));
  await list();
}));

find("#delete").addEventListener("click", showing(async () => {
  if (!confirm(`用語集「${opened.name}」を消しますか。${count(opened.count)}語がすべて消え、元に戻せません。済んだ翻訳はそのままです。`)) return;
  await call("DELETE", address(opened.name));
  opened = null;
  article.hidden = true;
  history.replaceState(null, "", location.pathname);
  await list();
  find("#name").focus();
}));

for (const button of document.querySelectorAll("[data-export]")) {
  button.addEventListener("click", showing(() => exportTo(`${address(opened.name)}/export?${button.dataset.export}`, `${opened.name}.${button.dataset.suffix}`)));
}

const name = namedInAddress();
fillLanguages().finally(() => bindMemory(names)).then(() => (name ? open(name) : null)).then(list).catch((error) => { showProblem(error); list().catch(showProblem); });

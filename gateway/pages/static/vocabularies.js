// 辞書の管理: the shared vocabularies, one of them open.

import { clearProblem, showProblem, showing } from "./alerts.js";
import { call, get } from "./api.js";
import { element, find } from "./elements.js";
import { nameInAddress, namedInAddress } from "./sending.js";
import { Entries } from "./vocabulary_entries.js";
import { exportTo } from "./exporting.js";
import { Import } from "./vocabulary_import.js";

const article = find("#vocabulary");
const address = (name) => `/v1/vocabularies/${encodeURIComponent(name)}`;
let opened = null;

const entries = new Entries(find("#entries"), change);
const imports = new Import(find("#import"), async () => { await open(opened.name); await list(); });

async function list() {
  const found = await get("/v1/vocabularies");
  find("#list-empty").hidden = found.length > 0;
  find("#list-scroll").hidden = found.length === 0;
  find("#list").replaceChildren(...found.map(row));
}

function row(each) {
  const link = element("a", { href: `?id=${encodeURIComponent(each.name)}`, onclick: showing(() => choose(each.name)) }, each.name);
  const number = (count) => element("td", { class: "number" }, count.toLocaleString("ja-JP"));
  return element("tr", { "aria-current": each.name === opened?.name ? "true" : null }, element("td", {}, link), element("td", {}, each.department), number(each.count), number(each.unread), element("td", {}, each.owner));
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

function show(vocabulary) {
  opened = vocabulary;
  article.hidden = false;
  document.title = `${vocabulary.name} | 辞書の管理 | Yakuba`;
  find("#vocabulary-title").textContent = vocabulary.name;
  find("#vocabulary-about").textContent = [vocabulary.department, `登録した人 ${vocabulary.owner}`].filter(Boolean).join("、");
  entries.show(vocabulary.entries);
  imports.show(vocabulary, address(vocabulary.name));
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
    showProblem(error, error.status === 409 && element("p", { class: "actions" }, element("button", { type: "button", class: "button small secondary", onclick: reload }, "最新の内容を読み込む（入力は残します）")));
    return false;
  }
}

find("#make").addEventListener("submit", showing(async () => {
  const [name, department] = [find("#name").value.trim(), find("#department").value.trim()];
  await call("PUT", address(name), { body: { version: 0, department, entries: [] } });
  find("#make").reset();
  await open(name);
  // Before the list is asked for: who types at once is not interrupted.
  find("#written").focus();
  await list();
}));

find("#add").addEventListener("submit", async (event) => {
  event.preventDefault();
  const names = ["written", "reading", "kind", "note"];
  const entry = Object.fromEntries(names.map((name) => [name, find(`#${name}`).value.trim()]));
  if (!(await change({ add: [entry] }))) return;
  // The kind stays: names of people come one after another.
  for (const name of names) if (name !== "kind") find(`#${name}`).value = "";
  find("#written").focus();
});

find("#delete").addEventListener("click", showing(async () => {
  if (!confirm(`辞書「${opened.name}」を消しますか。${opened.count.toLocaleString("ja-JP")}語がすべて消え、元に戻せません。済んだ議事録はそのままです。`)) return;
  await call("DELETE", address(opened.name));
  opened = null;
  article.hidden = true;
  history.replaceState(null, "", location.pathname);
  await list();
  find("#name").focus();
}));

for (const button of document.querySelectorAll("[data-encoding]")) {
  button.addEventListener("click", showing(() => exportTo(`${address(opened.name)}/export?encoding=${button.dataset.encoding}`, `${opened.name}.csv`)));
}

const name = namedInAddress();
(name ? open(name).then(list) : list()).catch((error) => { showProblem(error); if (name) list().catch(showProblem); });

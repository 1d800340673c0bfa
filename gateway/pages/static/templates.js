// ひな形の管理: the Word templates of the departments, registered, taken away and deleted.

import { showProblem, showing } from "./alerts.js";
import { call, get, upload } from "./api.js";
import { element, find } from "./elements.js";
import { FileField } from "./file_field.js";
import { dateTime } from "./wording.js";

const ADDRESS = "/v1/minutes-templates";
const form = find("#register");
const file = new FileField(form);
const registered = find("#registered");
let templates = [];

const addressOf = ({ name, department }) => `${ADDRESS}/${encodeURIComponent(name)}?department=${encodeURIComponent(department)}`;
const spoken = ({ name, department }) => (department ? `${name}（${department}）` : name);

async function list() {
  templates = await get(ADDRESS);
  find("#list-empty").hidden = templates.length > 0;
  find("#list-scroll").hidden = templates.length === 0;
  find("#list").replaceChildren(...templates.map(row));
}

function row(each) {
  const take = element("a", { href: addressOf(each), download: `${each.name}.docx`, "aria-label": `${spoken(each)}を取り出す` }, each.name);
  const remove = element("button", { type: "button", class: "button small quiet", "aria-label": `${spoken(each)}を消す`, onclick: showing(() => erase(each)) }, "消す");
  return element("tr", {}, element("td", {}, take), element("td", {}, each.department || "全庁共通"), element("td", {}, each.owner), element("td", {}, dateTime(each.uploaded_at)), element("td", {}, remove));
}

async function erase(each) {
  if (!confirm(`ひな形「${spoken(each)}」を消しますか。元に戻せません。作った議事録はそのままです。`)) return;
  await call("DELETE", addressOf(each));
  await list();
  find("#name").focus();
}

form.addEventListener("submit", showing(async () => {
  const given = { name: find("#name").value.trim(), department: find("#department").value.trim() };
  const isThere = templates.some((each) => each.name === given.name && each.department === given.department);
  if (isThere && !confirm(`ひな形「${spoken(given)}」を、このファイルに差し替えますか。`)) return;
  file.check();
  registered.textContent = "確かめています…";
  try {
    const made = await upload(addressOf(given), new FormData(form), { method: "PUT" });
    registered.textContent = `「${spoken(made)}」を登録しました（差し込み項目 ${made.placeholders.length}件）。`;
  } catch (error) {
    registered.textContent = "";
    throw error;
  }
  form.reset();
  await list();
}));

async function tellPlaceholders() {
  const found = await get(`${ADDRESS}/placeholders`);
  find("#placeholders").replaceChildren(...Object.entries(found).map(([name, meaning]) => element("tr", {}, element("td", {}, element("code", {}, `{{${name}}}`)), element("td", {}, meaning))));
}

list().catch(showProblem);
tellPlaceholders().catch(showProblem);

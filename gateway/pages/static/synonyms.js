// 同義語の辞書: all groups, one added or struck out, a sheet taken in and taken back.

import { showing } from "./alerts.js";
import { call, get, upload } from "./api.js";
import { element, find } from "./elements.js";
import { exportTo } from "./exporting.js";
import { FileField } from "./file_field.js";
import { count } from "./wording.js";

const ADDRESS = "/v1/search/synonyms";
const SHOWN = 100;
const filter = find("#filter");
let groups = [];
let most = SHOWN;

const folded = (text) => text.normalize("NFKC").toLowerCase();
const wordsOf = (text) => text.split(/[、,，]/).map((word) => word.trim()).filter(Boolean);
const spoken = (group) => `「${group.join("＝")}」`;

function take(answer) {
  groups = answer.groups;
  draw();
}

function draw() {
  const wanted = folded(filter.value.trim());
  const found = groups.filter((group) => group.some((word) => folded(word).includes(wanted)));
  find("#empty").hidden = groups.length > 0;
  find("#some").hidden = groups.length === 0;
  find("#about").textContent = wanted ? `${count(groups.length)}組のうち ${count(found.length)}組` : `${count(groups.length)}組`;
  find("#groups").replaceChildren(...found.slice(0, most).map(line));
  find("#more").hidden = found.length <= most;
}

function line(group) {
  const words = group.map((word) => element("span", { class: "word" }, word));
  return element("li", {}, element("p", {}, words), element("button", { type: "button", class: "button small quiet", "aria-label": `${spoken(group)}を消す`, onclick: showing(() => strike(group)) }, "消す"));
}

async function strike(group) {
  const list = find("#groups");
  const at = [...list.children].findIndex((each) => each.contains(document.activeElement));
  const before = groups;
  const answer = await call("PATCH", ADDRESS, { body: { remove: [group] } });
  const left = !list.contains(document.activeElement) && document.activeElement !== document.body;
  take(answer);
  offerUndo(`${spoken(group)}を消しました。`, before);
  if (left) return; // to type elsewhere meanwhile; the focus stays there
  const next = list.children[at] ?? list.lastElementChild;
  (next ? find("button", next) : find("#words")).focus();
}

/** Says what was done, with a button that brings back how it was before. */
function offerUndo(text, before) {
  const undo = showing(async () => {
    take(await call("PUT", ADDRESS, { body: { groups: before } }));
    find("#undo-place").replaceChildren(element("div", { class: "good" }, element("p", {}, `元に戻しました（${count(groups.length)}組）。`)));
    find("#groups-heading").focus();
  });
  find("#undo-place").replaceChildren(element("div", { class: "good" }, element("p", {}, text, " ", element("button", { type: "button", class: "button small secondary", onclick: undo }, "元に戻す"))));
}

function bindImport() {
  const form = find("#import");
  const file = new FileField(form);
  form.addEventListener("submit", showing(async () => {
    file.check();
    const replaces = form.elements.mode.value === "replace";
    if (replaces && groups.length && !confirm(`いまの ${count(groups.length)}組を、すべてこのファイルの組に置き換えますか。`)) return;
    const before = groups;
    take(await upload(ADDRESS, file.input.files[0], { method: replaces ? "PUT" : "PATCH" }));
    form.reset();
    const known = new Set(before.map(String));
    const kept = groups.filter((group) => known.has(String(group))).length;
    offerUndo(`取り込みました。${count(groups.length - kept)}組が増え、${count(before.length - kept)}組がなくなりました（全部で ${count(groups.length)}組）。`, before);
    find("#groups-heading").focus();
  }));
}

find("#add").addEventListener("submit", showing(async () => {
  const field = find("#words");
  const words = wordsOf(field.value);
  if (new Set(words).size < 2) { field.setCustomValidity("違うことばを2つ以上書いてください。"); field.reportValidity(); return; }
  take(await call("PATCH", ADDRESS, { body: { add: [words] } }));
  field.value = "";
  filter.value = "";
  draw();
  find("#undo-place").replaceChildren(element("div", { class: "good" }, element("p", {}, `${spoken(words)}を足しました。`)));
  field.focus();
}));
find("#words").addEventListener("input", () => find("#words").setCustomValidity(""));
filter.addEventListener("input", () => { most = SHOWN; draw(); });
find("#more").addEventListener("click", () => { most += SHOWN; draw(); });
find("#export").addEventListener("click", showing(() => exportTo(`${ADDRESS}?format=csv`, "同義語.csv")));
bindImport();
showing(async () => take(await get(ADDRESS)))();

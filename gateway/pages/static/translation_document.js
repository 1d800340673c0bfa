// A document: sent, translated as a job, looked through, downloaded.

import { showProblem, showing } from "./alerts.js";
import { call, get } from "./api.js";
import { element, find, notes } from "./elements.js";
import { JobProgress } from "./job_progress.js";
import { Sending, nameInAddress } from "./sending.js";
import { chosenGlossaries, used } from "./translation_glossaries.js";

const AT_ONCE = 200;
const progress = new JobProgress();
const result = find("#result");
const others = [find("#languages"), find("#text"), find("#send")];
let shown = 0;

export function offerDocuments(languages) {
  const sending = new Sending(find("#send"), "/v1/translations", progress, async (job) => {
    nameInAddress(job.id);
    await follow(job.id);
  });
  sending.extend = (fields) => {
    fields.set("source", languages.source);
    fields.set("target", languages.target);
    for (const wish of ["bilingual", "back"]) if (find(`#${wish}`).checked) fields.set(wish, "true");
    if (chosenGlossaries().length) fields.set("glossaries", chosenGlossaries().join(","));
    for (const [name, value] of Object.entries(languages.style)) fields.set(name, value);
  };
}

export async function openDocument(id) {
  const view = await get(address(id));
  if (view.status !== "succeeded") return follow(id);
  for (const other of others) other.hidden = true;
  show(view);
}

async function follow(id) {
  for (const other of others) other.hidden = true;
  try {
    await progress.follow(id);
    show(await get(address(id)));
    result.focus();
  } catch (error) {
    for (const other of others) other.hidden = false;
    showProblem(error);
  }
}

const address = (id, offset = 0) => `/v1/translations/${encodeURIComponent(id)}?limit=${AT_ONCE}&offset=${offset}`;

function show(view) {
  result.hidden = false;
  document.title = `${view.name} | 多言語翻訳 | Yakuba`;
  find("#result-title").textContent = view.name;
  find("#result-about").textContent = `${view.via ? "英語を経由しています。" : ""}${view.quality_label}。${view.flagged ? `確かめたい箇所が${view.flagged}件あります。` : "機械が気づいた問題はありません。"}`;
  find("#download").href = `/v1/translations/${view.id}/file`;
  find("#download").download = "";
  find("#notes").replaceChildren(...notes(view.notes));
  find("#segments").replaceChildren();
  shown = 0;
  add(view);
}

function add(view) {
  const segments = view.segments ?? [];
  shown += segments.length;
  find("#segments").append(...segments.map((segment) => line(segment, view)));
  onlyFlagged();
  const more = find("#more");
  more.hidden = shown >= (view.total_segments ?? 0);
  more.onclick = () => get(address(view.id, shown)).then(add).catch(showProblem);
}

function line(segment, view) {
  const flags = segment.flags.map((flag) => element("span", { class: "badge warning" }, flag.message));
  const said = segment.corrected_by ? element("p", { class: "hint" }, `${segment.corrected_by} が直しました`) : null;
  const kept = segment.kept ? element("p", { class: "hint" }, segment.kept) : null;
  const back = segment.back ? element("p", { class: "hint" }, `訳し戻すと：${segment.back.text}`) : null;
  const fix = element("button", { type: "button", class: "button small quiet", "aria-label": `${segment.place} の訳を直す`, onclick: () => correct(row, segment, view) }, "直す");
  const row = element("tr", { "data-flagged": flags.length ? "yes" : "no" },
    element("td", {}, segment.place), element("td", {}, segment.source),
    element("td", {}, element("span", { lang: view.target }, segment.target), flags.length ? element("div", {}, flags) : null, kept, back, said, used(segment.uses), fix));
  return row;
}

function correct(row, segment, view) {
  const text = element("textarea", { rows: 3, maxlength: 20000, "aria-label": "訳文" }, segment.target);
  const remember = element("input", { type: "checkbox", checked: true });
  const save = showing(async () => {
    const body = { segments: [{ id: segment.id, target: text.value }], remember: remember.checked };
    const [changed] = await call("PATCH", `/v1/translations/${encodeURIComponent(view.id)}/segments`, { body });
    replace(changed);
  });
  const replace = (shown) => { const back = line(shown, view); row.replaceWith(back); find("button", back).focus(); };
  row.children[2].replaceChildren(text, element("label", { class: "check" }, remember, " 翻訳メモリーに残し、次からも使う"),
    element("p", { class: "actions" }, element("button", { type: "button", class: "button small primary", onclick: save }, "保存"), element("button", { type: "button", class: "button small secondary", onclick: () => replace(segment) }, "やめる")));
  text.focus();
}

function onlyFlagged() {
  const only = find("#only-flagged").checked;
  for (const row of find("#segments").children) row.hidden = only && row.dataset.flagged === "no";
}

find("#only-flagged").addEventListener("change", onlyFlagged);

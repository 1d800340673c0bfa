// 検索できるフォルダー: the list, and one of them open; both kept fresh.

import { clearProblem, showProblem, showing } from "./alerts.js";
import { call, get } from "./api.js";
import { element, find } from "./elements.js";
import { bindIdentities } from "./identities.js";
import { JobProgress } from "./job_progress.js";
import { namedInAddress } from "./sending.js";
import { facts, stateNotes } from "./source_facts.js";
import { Failures } from "./source_failures.js";
import { SourceForm, defaults } from "./source_form.js";
import { sourceState } from "./source_states.js";
import { count } from "./wording.js";

const BUSY_MILLISECONDS = 2000;
const IDLE_MILLISECONDS = 10_000;
const isAdmin = find("#sources").dataset.admin === "yes";
const addressOf = (name) => `/v1/search/sources/${encodeURIComponent(name)}`;
const pageOf = (name) => `/search/sources?id=${encodeURIComponent(name)}#source`;
const opened = namedInAddress();
const progress = new JobProgress(find("#job"), "もう一度読み取ってください");
const failures = opened && new Failures(find("#failures"), addressOf(opened), isAdmin ? followed : null);
const rows = new Map();
let source = null;
let following = null;
let timer = 0;

/** One line of the list; updated in place, so that the keyboard's focus stays where it is. */
class Row {
  constructor({ name }) {
    this.cells = [element("td"), ...Array.from({ length: 3 }, () => element("td", { class: "number" }))];
    const link = element("a", { href: pageOf(name) }, name);
    if (name === opened) link.addEventListener("click", (event) => { event.preventDefault(); show(); });
    this.node = element("tr", { "aria-current": name === opened ? "true" : null }, element("td", {}, link), this.cells);
  }

  update(each) {
    this.cells[0].replaceChildren(sourceState(each));
    [each.indexed, each.pending, each.failed].forEach((number, at) => { this.cells[at + 1].textContent = `${count(number)}件`; });
  }
}

async function list() {
  const sources = await get("/v1/search/sources");
  find("#list-empty").hidden = sources.length > 0;
  find("#list-scroll").hidden = sources.length === 0;
  for (const each of sources) {
    if (!rows.has(each.name)) rows.set(each.name, new Row(each));
    rows.get(each.name).update(each);
  }
  const nodes = sources.map((each) => rows.get(each.name).node);
  const shown = [...find("#list").children];
  if (nodes.length !== shown.length || nodes.some((node, at) => node !== shown[at])) find("#list").replaceChildren(...nodes);
  if (isAdmin && !sources.length) find("#register-details").open = true;
  return sources.some((each) => each.status === "syncing");
}

async function load() {
  source = await get(addressOf(opened));
  find("#source").hidden = false;
  find("#source-title").replaceChildren(source.name, " ", sourceState(source));
  find("#source-state").replaceChildren(...stateNotes(source));
  find("#facts").replaceChildren(...facts(source));
  await failures.follow(`${source.failed} ${source.synced_at}`);
  if (isAdmin) offer();
}

/** The buttons as the state allows. */
function offer() {
  const { status } = source;
  find("#sync").disabled = status === "syncing" || status === "paused";
  find("#pause").textContent = source.options.paused ? "再開する" : "一時停止する";
  find("#relocate").hidden = status !== "unreachable";
  if (status === "syncing" && source.job !== following) follow(source.job).catch(() => {});
}

/** Follow a sync to its end; a problem is for who asked for it. */
async function follow(jobId) {
  following = jobId;
  try {
    await progress.follow(jobId);
  } finally {
    progress.section.hidden = true;
    if (following === jobId) following = null;
    await load();
  }
}

async function followed(job) {
  if (following === job.id) return;
  await follow(job.id);
}

async function refresh() {
  clearTimeout(timer);
  const isBusy = await list();
  if (opened) await load();
  if (!document.hidden) timer = setTimeout(again, isBusy ? BUSY_MILLISECONDS : IDLE_MILLISECONDS);
}

const again = () => refresh().catch(showProblem);
const say = (text) => { find("#said").textContent = text; };
const change = (body) => call("PUT", addressOf(opened), { body: { path: source.path, ...body } });

function show() {
  find("#source").focus({ preventScroll: true });
  find("#source").scrollIntoView();
}

/** An administrator's buttons for the source that is open. */
function bindActions() {
  const form = new SourceForm(find("#settings"));
  const toggle = (open) => {
    form.form.hidden = !open;
    find("#change").setAttribute("aria-expanded", open);
    if (open) form.fill(source.options, source.readers);
    (open ? form.boxes[0] : find("#change")).focus();
  };
  find("#sync").addEventListener("click", showing(async () => followed(await call("POST", `${addressOf(opened)}/sync`))));
  find("#pause").addEventListener("click", showing(async () => {
    const paused = !source.options.paused;
    await change({ paused });
    say(paused ? "一時停止しました" : "再開しました");
    if (!paused) await call("POST", `${addressOf(opened)}/sync`);
    await refresh();
  }));
  find("#change").addEventListener("click", () => toggle(form.form.hidden));
  form.fields.leave.addEventListener("click", () => toggle(false));
  form.form.addEventListener("submit", showing(async () => {
    await change(form.values);
    toggle(false);
    say("設定を保存しました");
    await refresh();
  }));
  find("#relocate").addEventListener("click", showing(async () => {
    if (!confirm(`いま「${source.path}」にあるものを、正しい中身とします。そこにない文書は、次の読み取りで検索から消えます。保存先を変えたときだけ行ってください。よろしいですか。`)) return;
    await change({ relocated: true });
    await followed(await call("POST", `${addressOf(opened)}/sync`));
  }));
  find("#delete").addEventListener("click", showing(remove));
  form.bound().catch(showProblem);
}

async function remove() {
  if (!confirm(`「${source.name}」の登録を消しますか。${count(source.indexed + source.failed)}件の文書が、だれの検索にも出なくなります。フォルダーのファイルそのものは消えません。登録し直すと、初めから読み取ります。`)) return;
  await call("DELETE", addressOf(opened));
  location.replace("/search/sources");
}

function bindRegister() {
  const form = new SourceForm(find("#register"));
  Promise.all([defaults(), form.bound()]).then(([known]) => form.fill(known.options, null)).catch(showProblem);
  form.form.addEventListener("submit", showing(async () => {
    const name = form.fields.name.value.trim();
    const known = await get("/v1/search/sources");
    if (known.some((each) => each.name === name)) { form.fields.name.setCustomValidity("この名前はもう使われています。"); form.fields.name.reportValidity(); return; }
    await call("PUT", addressOf(name), { body: { path: form.fields.path.value.trim(), ...form.values } });
    await call("POST", `${addressOf(name)}/sync`);
    location.assign(pageOf(name));
  }));
  form.fields.name.addEventListener("input", () => form.fields.name.setCustomValidity(""));
}

clearProblem();
if (isAdmin) { bindRegister(); bindIdentities(); }
if (isAdmin && opened) bindActions();
if (isAdmin && location.hash === "#register-details") find("#register-details").open = true;
document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : again()));
refresh().then(() => { if (opened && location.hash === "#source") show(); }, (error) => { showProblem(error); if (opened) list().catch(showProblem); });

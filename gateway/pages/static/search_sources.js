// The folders that are searched; administrators register them and have them read again.

import { clearProblem, showProblem, showing } from "./alerts.js";
import { Problem, call, get } from "./api.js";
import { element, find, notes } from "./elements.js";
import { JobProgress } from "./job_progress.js";
import { dateTime } from "./wording.js";

const section = find("#sources");
const isAdmin = section.dataset.admin === "yes";
const progress = new JobProgress();
const address = (name) => `/v1/search/sources/${encodeURIComponent(name)}`;

async function list() {
  const sources = await get("/v1/search/sources");
  find("#sources-empty").hidden = sources.length > 0;
  find("#sources-scroll").hidden = sources.length === 0;
  find("tbody", section).replaceChildren(...sources.map(line));
}

function line(source) {
  const failed = source.failed ? element("button", { type: "button", class: "button small quiet", onclick: showing(() => showFailures(source.name)) }, `${source.failed}件を見る`) : "0件";
  const waiting = source.pending ? `（あと${source.pending}件）` : "";
  const sync = isAdmin && element("td", {}, element("button", { type: "button", class: "button small secondary", "aria-label": `「${source.name}」を読み取り直す`, onclick: showing(() => synced(source.name)) }, "読み取り直す"));
  const place = source.path && element("p", { class: "hint" }, source.path);
  return element("tr", {}, element("td", {}, source.name, place), element("td", {}, `${source.indexed}件${waiting}`), element("td", {}, failed), element("td", {}, dateTime(source.synced_at) || "まだ"), sync);
}

async function showFailures(name) {
  const detail = await get(address(name));
  const lines = detail.failures.map((failure) => `${failure.path}：${failure.detail}`);
  find("#failures").replaceChildren(element("h3", {}, `「${name}」で読めなかったファイル`), ...notes(lines));
}

async function synced(name) {
  const job = await call("POST", `${address(name)}/sync`);
  await follow(job.id);
}

async function follow(jobId) {
  progress.section.scrollIntoView({ block: "center" });
  try {
    await progress.follow(jobId);
  } finally {
    await list();
  }
}

async function register(event) {
  const form = event.target;
  const name = form.elements.name.value.trim();
  const readers = [...form.querySelectorAll("[name=readers]:checked")].map((box) => box.value);
  if (!readers.length) throw new Problem({ title: "検索できる人がいません", detail: "検索できる人を一つ以上選んでください。" });
  await call("PUT", address(name), { body: { path: form.elements.path.value.trim(), readers } });
  form.reset();
  await synced(name);
}

find("#register")?.addEventListener("submit", showing(register));
const running = new URLSearchParams(location.search).get("job");
clearProblem();
list().then(() => running && follow(running)).catch(showProblem);

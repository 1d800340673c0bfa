// 索引の手入れ: how large the index is, the jobs that verify, repair, rebuild and compact it, and its snapshots.

import { showProblem, showing } from "./alerts.js";
import { call, get } from "./api.js";
import { outcome } from "./care_outcomes.js";
import { Snapshots } from "./care_snapshots.js";
import { element, find, notes } from "./elements.js";
import { STATUS, isFinal } from "./job_links.js";
import { JobProgress } from "./job_progress.js";
import { count, dateTime, size } from "./wording.js";

const REFRESH_MILLISECONDS = 5000;
const PAST = 5;
const LISTED = 200;
const KINDS = ["index", "snapshot", "restore"];
const progress = new JobProgress(find("#job"), "もう一度始めてください");
const snapshots = new Snapshots(find("#snapshots"), find("#snapshots-empty"), follow);
const buttons = () => document.querySelectorAll("[data-care], #take, #snapshots button");
let timer = 0;

async function refresh() {
  clearTimeout(timer);
  show(await get("/v1/search/index"));
  if (!document.hidden) timer = setTimeout(() => refresh().catch(showProblem), REFRESH_MILLISECONDS);
}

function show(index) {
  const pairs = [
    ["文書", `${count(index.documents)}件`],
    ["探せる箇所", `${count(index.passages)}か所`],
    ["ことばの索引", size(index.lexical)],
    ["データベース（文書の控えとベクトル）", size(index.database)],
    ["索引の控え", size(index.snapshots)],
    ["ディスクの空き", size(index.free)],
    ["意味検索のモデル", index.making ? `${index.model}（${index.making} に入れ替え中、${Math.floor(index.made * 100)}%）` : index.model],
  ];
  find("#facts").replaceChildren(...pairs.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value))));
  find("#state-notes").replaceChildren(...notes(index.free < index.lexical + index.database ? ["ディスクの空きが少なくなっています。「作り直す」「整理する」には、索引と同じだけの空きが要ります。"] : []));
  const bar = find("#meaning");
  Object.assign(bar, { max: Math.max(1, index.texts), value: index.embedded });
  const done = index.texts ? `${count(index.texts)}か所すべて済みました` : "準備する文書がまだありません";
  find("#meaning-about").textContent = index.embedded < index.texts ? `${count(index.embedded)} / ${count(index.texts)}か所。残りはフォルダーの読み取りのときに準備します。ことばの検索はもう使えます` : done;
}

/** The latest jobs of care; one that is under way is followed. */
async function past() {
  const jobs = (await get(`/v1/jobs?limit=${LISTED}`)).filter((job) => job.service === "search" && KINDS.includes(job.kind));
  find("#past-empty").hidden = jobs.length > 0;
  find("#past").replaceChildren(...jobs.filter(isFinal).slice(0, PAST).map(line));
  return jobs.find((job) => !isFinal(job));
}

function line(job) {
  const said = job.status === "succeeded" ? outcome(job).texts : [job.status === "failed" ? job.message : "取り消しました。"];
  return element("li", {}, element("p", {}, element("strong", {}, job.title), " ", element("span", { class: `badge ${job.status}` }, STATUS[job.status])), element("p", { class: "hint" }, dateTime(job.created_at)), said.map((text) => element("p", {}, text)));
}

async function follow(job) {
  for (const button of buttons()) button.disabled = true;
  find("#outcome").replaceChildren();
  progress.show(job.progress, job.message);
  progress.section.focus();
  try {
    const done = await progress.follow(job.id);
    const { texts, isFault } = outcome(done);
    find("#outcome").replaceChildren(...notes([`${done.title}が終わりました。${texts.join("")}`], isFault ? "notice" : "good"));
    find("#outcome").focus();
  } finally {
    progress.section.hidden = true;
    for (const button of buttons()) button.disabled = false;
    await Promise.all([refresh(), past(), snapshots.draw()]);
  }
}

for (const button of document.querySelectorAll("[data-care]")) button.addEventListener("click", showing(async () => follow(await call("POST", `/v1/search/index/${button.dataset.care}`))));
find("#take").addEventListener("click", showing(() => snapshots.take()));
document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : refresh().catch(showProblem)));
refresh().catch(showProblem);
snapshots.draw().then(past).then((job) => job && follow(job)).catch(showProblem);

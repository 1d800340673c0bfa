// The list of jobs, kept fresh while one of them works.

import { clearProblem, showProblem, showing } from "./alerts.js";
import { Problem, call } from "./api.js";
import { element, find } from "./elements.js";
import { SERVICES, isFinal, pageOf } from "./job_links.js";
import { statusOf } from "./job_status.js";
import { dateTime } from "./wording.js";

const REFRESH_MILLISECONDS = 2000;
const PAGE = 30;
const section = find("#jobs");
const body = find("tbody", section);
const isAdmin = section.dataset.admin === "yes";
const rows = new Map();
let wanted = PAGE;
let timer = 0;

/** One line; updated in place, so that the keyboard's focus stays where it is. */
class Row {
  constructor(job) {
    this.title = element("a", {});
    this.status = element("td");
    this.action = element("td");
    const cells = [element("td", {}, this.title), element("td", {}, SERVICES[job.service])];
    if (isAdmin) cells.push(element("td", {}, job.owner));
    this.node = element("tr", {}, cells, element("td", {}, dateTime(job.created_at)), this.status, this.action);
  }

  update(job) {
    const shown = JSON.stringify(job);
    if (shown === this.shown) return;
    this.shown = shown;
    this.title.textContent = job.title || job.kind;
    const page = pageOf(job);
    if (page) this.title.href = page;
    this.status.replaceChildren(...statusOf(job));
    const cancellable = !isFinal(job);
    if (cancellable && !this.action.hasChildNodes()) this.action.append(cancelButton(job));
    if (!cancellable) this.action.replaceChildren();
  }
}

function cancelButton(job) {
  const cancel = showing(async () => {
    await call("DELETE", `/v1/jobs/${job.id}`);
    find("#jobs-spoken").textContent = `「${job.title}」を取り消しました`;
    await refresh();
  });
  return element("button", { type: "button", class: "button small secondary", "aria-label": `「${job.title}」を取り消す`, onclick: cancel }, "取り消す");
}

async function listed() {
  const answer = await fetch(`/v1/jobs?limit=${wanted}`).catch(() => null);
  if (!answer) throw new Problem({ title: "通信できません", detail: "一覧を新しくできません。ネットワークを確かめて、画面を開き直してください。" });
  if (!answer.ok) throw new Problem(await answer.json());
  const down = (answer.headers.get("X-Yakuba-Unavailable") ?? "").split(",").filter(Boolean);
  return [await answer.json(), down.map((name) => SERVICES[name])];
}

function show(jobs, down) {
  jobs.forEach((job, index) => {
    if (!rows.has(job.id)) rows.set(job.id, new Row(job));
    const { node } = rows.get(job.id);
    rows.get(job.id).update(job);
    if (body.children[index] !== node) body.insertBefore(node, body.children[index] ?? null);
  });
  find("#jobs-scroll").hidden = jobs.length === 0;
  find("#jobs-empty").hidden = jobs.length > 0;
  find("#jobs-more").hidden = jobs.length < wanted || wanted >= 200;
  const notice = find("#jobs-down");
  notice.hidden = down.length === 0;
  notice.textContent = `いま止まっているしごとがあります（${down.join("、")}）。その処理は一覧に出ていません。しばらくしてから開き直してください。`;
}

async function refresh() {
  clearTimeout(timer);
  const [jobs, down] = await listed();
  show(jobs, down);
  if (jobs.some((job) => !isFinal(job))) timer = setTimeout(again, REFRESH_MILLISECONDS);
}

const again = () => refresh().catch(showProblem);

find("#jobs-more").addEventListener("click", () => { wanted = Math.min(200, wanted + PAGE); clearProblem(); again(); });
document.addEventListener("visibilitychange", () => document.hidden ? clearTimeout(timer) : again());
again();

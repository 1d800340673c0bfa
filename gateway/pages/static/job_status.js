// What has become of a job: a badge, how far it is, why it failed.

import { element } from "./elements.js";
import { STATUS, isFinal } from "./job_links.js";

export function statusOf(job) {
  const badge = element("span", { class: `badge ${job.status}` }, STATUS[job.status]);
  if (job.status === "failed") return [badge, element("p", { class: "hint" }, job.message)];
  if (isFinal(job)) return [badge];
  const percent = Math.floor(job.progress * 100);
  const bar = element("progress", { max: 100, value: percent, "aria-label": `${job.title}の進み具合` });
  return [badge, " ", bar, `${percent}%`, element("p", { class: "hint" }, job.message)];
}

// 公開前の確認: any file goes in, what it still shows and hides comes out. Nothing is kept.

import { showProblem } from "./alerts.js";
import { element, find, notes } from "./elements.js";
import { JobProgress } from "./job_progress.js";
import { fillProfiles } from "./masking_profiles.js";
import { Sending } from "./sending.js";

const progress = new JobProgress();
progress.sent = "ファイルを調べています。長い文書では1分ほどかかります";
const result = find("#result");
const onlyWanted = find("#only-wanted");

const sending = new Sending(find("#send"), "/v1/masking/check", progress, (verdict) => {
  progress.section.hidden = true;
  show(verdict, find("[name=file]", sending.form).files[0]?.name ?? "");
});

function show(verdict, name) {
  find("#result-title").textContent = name;
  document.title = `${name} | 公開前の確認 | Yakuba`;
  find("#verdict").replaceChildren(...notes([verdict.summary], verdict.safe ? "good" : "notice"));
  list("hidden-section", "hidden-things", verdict.hidden);
  list("unread-section", "unread", verdict.unread);
  list("small-section", "small", verdict.warnings);
  find("#findings-section").hidden = verdict.findings.length === 0;
  find("#findings").replaceChildren(...verdict.findings.map(row));
  narrow();
  result.hidden = false;
  result.focus();
}

function list(section, where, texts) {
  find(`#${section}`).hidden = texts.length === 0;
  find(`#${where}`).replaceChildren(...texts.map((text) => element("li", {}, text)));
}

function row(remark) {
  const cells = [remark.place.text, remark.entity_label, element("mark", {}, remark.text), remark.why, remark.masked_by_profile ? "消す" : "残す"];
  return element("tr", { class: remark.masked_by_profile ? "wanted" : null }, cells.map((cell) => element("td", {}, cell)));
}

function narrow() {
  for (const line of find("#findings").children) line.hidden = onlyWanted.checked && !line.classList.contains("wanted");
}

onlyWanted.addEventListener("change", narrow);
find("#another").addEventListener("click", () => {
  result.hidden = true;
  sending.form.reset();
  sending.again();
  find("[name=file]", sending.form).focus();
});
fillProfiles().catch(showProblem);

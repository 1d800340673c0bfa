// まとめてマスキング: a zip goes in, its files are masked without anybody deciding, a zip and a report come out.

import { showProblem, showing } from "./alerts.js";
import { Problem, call, get } from "./api.js";
import { element, find } from "./elements.js";
import { JobProgress } from "./job_progress.js";
import { fillProfiles } from "./masking_profiles.js";
import { Sending, nameInAddress, namedInAddress } from "./sending.js";

const ADDRESS = "/v1/masking/bulk";
const OUTCOMES = { masked: "黒塗り済み", blocked: "塗り残しのため中止", unreadable: "読み取れない", refused: "対応していない形式" };
const progress = new JobProgress();
const result = find("#result");
let profiles = [];
let current = null;

const address = (path = "") => `${ADDRESS}/${encodeURIComponent(current.id)}${path}`;

const sending = new Sending(find("#send"), ADDRESS, progress, async (job) => {
  nameInAddress(job.id);
  await open(job.id);
  result.focus();
});

/** Show the bulk, after the end of its job. */
async function open(id) {
  let bulk = await get(`${ADDRESS}/${encodeURIComponent(id)}`);
  sending.form.hidden = true;
  if (bulk.status === "working") {
    await progress.follow(id);
    bulk = await get(`${ADDRESS}/${encodeURIComponent(id)}`);
  }
  if (bulk.status === "failed") throw new Problem(bulk.error ?? {});
  show(bulk);
}

function show(bulk) {
  current = bulk;
  result.hidden = false;
  document.title = `${bulk.name} | まとめてマスキング | Yakuba`;
  find("#result-title").textContent = bulk.name;
  const profile = profiles.find((each) => each.name === bulk.profile);
  find("#result-about").textContent = `公開区分 ${profile?.title ?? bulk.profile}、ファイル ${bulk.total}件`;
  find("#outcomes").textContent = Object.entries(OUTCOMES).filter(([name]) => bulk.outcomes[name]).map(([name, label]) => `${label} ${bulk.outcomes[name]}件`).join("、");
  showApproval(bulk);
  showDownloads(bulk);
  find("#files").replaceChildren(...bulk.files.map(row));
  narrow();
}

function showApproval({ two_person: asked, approved_by: by }) {
  find("#approve").hidden = !asked || Boolean(by);
  find("#approval").hidden = !asked;
  find("#approval").textContent = by ? `${by} が承認しました` : "公開用ファイルを受け取るには、送った人とは別の人の承認が必要です。";
}

function showDownloads({ outcomes, two_person: asked, approved_by: by }) {
  find("#file").parentElement.hidden = outcomes.masked === 0 || (asked && !by);
  for (const [id, path] of [["#file", "/file"], ["#report-xlsx", "/report?format=xlsx"], ["#report-csv", "/report?format=csv"]]) {
    find(id).href = address(path);
    find(id).download = "";
  }
}

function row(file) {
  const why = [...file.attention, ...(file.error ? [file.error.detail] : [])];
  const counts = Object.entries(file.counts).map(([label, count]) => `${label} ${count}`).join("、");
  const link = file.document && element("p", {}, element("a", { href: `/masking?id=${encodeURIComponent(file.document)}`, "aria-label": `${file.number}番を開いて確かめる` }, "開いて確かめる"));
  return element("tr", { class: why.length ? "watched" : null },
    element("td", { class: "number" }, file.number),
    element("td", {}, file.name, file.outcome === "masked" && file.output !== file.name && element("p", { class: "hint" }, `→ ${file.output}`)),
    element("td", {}, element("span", { class: `badge ${file.outcome}` }, OUTCOMES[file.outcome])),
    element("td", {}, counts),
    element("td", {}, why.length > 0 && element("ul", {}, why.map((line) => element("li", {}, line))), link));
}

function narrow() {
  for (const line of find("#files").children) line.hidden = find("#only-watched").checked && !line.classList.contains("watched");
}

find("#only-watched").addEventListener("change", narrow);
find("#approve").addEventListener("click", showing(async () => show(await call("POST", address("/approve"), { body: { version: current.version } }))));
const id = namedInAddress();
fillProfiles().then((found) => { profiles = found; return id && open(id); }).catch((error) => { sending.again(); showProblem(error); });

// 公開資料のマスキング: a document goes in, a person decides, a safe file comes out.

import { clearProblem, showProblem, showing } from "./alerts.js";
import { Problem, call, get } from "./api.js";
import { element, find, notes } from "./elements.js";
import { JobProgress } from "./job_progress.js";
import { Findings } from "./masking_findings.js";
import { Sending, nameInAddress, namedInAddress } from "./sending.js";

const progress = new JobProgress();
const result = find("#result");
const findings = new Findings(find("#findings"), decide);
let profiles = [];
let current = null;

const address = (path = "") => `/v1/masking/documents/${encodeURIComponent(current.id)}${path}`;

const sending = new Sending(find("#send"), "/v1/masking/documents", progress, async (job) => {
  nameInAddress(job.id);
  await progress.follow(job.id);
  await open(job.id);
  result.focus();
});

/** Show the document, after the end of what is still done with it. */
async function open(id) {
  let found = await get(`/v1/masking/documents/${encodeURIComponent(id)}`);
  sending.form.hidden = true;
  const working = { analyzing: found.id, finalizing: found.job }[found.status];
  if (working) {
    result.hidden = true;
    await progress.follow(working).catch(showProblem);
    found = await get(`/v1/masking/documents/${encodeURIComponent(id)}`);
  }
  if (found.status === "failed") throw new Problem(found.error ?? {});
  show(found);
}

function show(found) {
  current = found;
  result.hidden = false;
  document.title = `${found.name} | マスキング | Yakuba`;
  find("#result-title").textContent = found.name;
  const profile = profiles.find((each) => each.name === found.profile);
  find("#result-about").textContent = `公開区分 ${profile?.title ?? found.profile}、見つかった箇所 ${found.findings.length}件`;
  find("#notes").replaceChildren(...notes(found.unread));
  showCounts(found);
  showApproval(found);
  showDone(found);
  findings.show(found.findings);
}

function showCounts({ undecided, findings: all }) {
  const status = find("#undecided");
  status.textContent = undecided ? `未判断 ${undecided}件（全${all.length}件）` : `全${all.length}件の判断が済みました`;
  find("#as-proposed").hidden = undecided === 0;
  find("#finalize").classList.toggle("primary", undecided === 0);
  find("#finalize").classList.toggle("secondary", undecided > 0);
}

function showApproval({ two_person: asked, approved_by: by, undecided, status }) {
  find("#approve").hidden = !asked || Boolean(by) || undecided > 0 || status !== "review";
  find("#approval").hidden = !asked;
  find("#approval").textContent = by ? `${by} が承認しました` : "確定には、判断していないもう一人の承認が必要です";
}

function showDone(found) {
  const done = found.status === "done";
  find("#done").hidden = !done;
  find("#finalize").hidden = done;
  if (!done) return;
  for (const [id, path] of [["#file", "/file"], ["#ledger-xlsx", "/ledger?format=xlsx"], ["#ledger-csv", "/ledger?format=csv"]]) {
    find(id).href = address(path);
    find(id).download = "";
  }
  const removed = found.removed.length ? [element("p", {}, `あわせて取り除いたもの：${found.removed.join("、")}`)] : [];
  find("#removed").replaceChildren(...removed);
}

/** Save decisions; someone else's change in between is fetched and shown. */
async function decide(changes) {
  clearProblem();
  try {
    show(await call("PATCH", address("/findings"), { body: { version: current.version, ...changes } }));
  } catch (error) {
    if (error.status === 409) show(await get(address()));
    showProblem(error);
  }
}

async function approve() {
  show(await call("POST", address("/approve"), { body: { version: current.version } }));
}

async function finalize() {
  if (current.undecided) {
    findings.goToUndecided();
    throw new Problem({ title: "まだ確定できません", detail: `判断していない箇所が${current.undecided}件あります。色の付いた行で「採用」か「却下」を選んでから、もう一度確定してください。` });
  }
  const job = await call("POST", address("/finalize"), { body: {} });
  result.hidden = true;
  try {
    await progress.follow(job.id);
  } finally {
    show(await get(address()));
  }
  find("#done").focus();
  find("#done").scrollIntoView({ block: "center" });
}

async function add(event) {
  const text = find("#add-text");
  const body = { text: text.value, entity_type: find("#add-kind").value, version: current.version };
  show(await call("POST", address("/findings"), { body }));
  event.target.reset();
  text.focus();
}

async function fillProfiles() {
  profiles = await get("/v1/masking/profiles");
  find("#profile").replaceChildren(...profiles.map((profile) => element("option", { value: profile.name }, profile.title)));
}

find("#approve").addEventListener("click", showing(approve));
find("#finalize").addEventListener("click", showing(finalize));
find("#as-proposed").addEventListener("click", () => decide({ decisions: findings.proposals(current.findings) }));
find("#only-undecided").addEventListener("change", (event) => findings.narrow(event.target.checked));
find("#add").addEventListener("submit", showing(add));
const id = namedInAddress();
fillProfiles().then(() => id && open(id)).catch((error) => { sending.again(); showProblem(error); });

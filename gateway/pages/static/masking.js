// 公開資料のマスキング: a document goes in, a person decides, a safe file comes out.

import { clearProblem, showProblem, showing } from "./alerts.js";
import { Problem, call, get } from "./api.js";
import { element, find, notes } from "./elements.js";
import { JobProgress } from "./job_progress.js";
import { Columns } from "./masking_columns.js";
import { Findings } from "./masking_findings.js";
import { keyForm, showKeys } from "./masking_key.js";
import { fillProfiles } from "./masking_profiles.js";
import { AUTOMATIC, Watched } from "./masking_watched.js";
import { Sending, nameInAddress, namedInAddress } from "./sending.js";

const progress = new JobProgress();
const result = find("#result");
const findings = new Findings(find("#findings"), (changes) => save("/findings", changes));
const columns = new Columns(find("#columns-section"), (changes) => save("/columns", changes));
const watched = new Watched(find("#watched-section"), (id) => findings.goTo(id));
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
  await show(found);
}

async function show(found) {
  current = found;
  result.hidden = false;
  document.title = `${found.name} | マスキング | Yakuba`;
  find("#result-title").textContent = found.name;
  const profile = profiles.find((each) => each.name === found.profile);
  find("#result-about").textContent = `公開区分 ${profile?.title ?? found.profile}、見つかった箇所 ${found.findings.length}件`;
  find("#style").value = found.style;
  find("#notes").replaceChildren(...notes(found.unread));
  showCounts(found);
  showApproval(found);
  showDone(found);
  findings.show(found.findings);
  if (found.columns.length) columns.show(await get(address("/columns")));
  await showWatched(found);
}

/** Where anything was decided automatically: what of it a person should look at. */
async function showWatched({ findings: all, columns: parts }) {
  const automatic = [...all, ...parts].some((each) => each.decided_by === AUTOMATIC);
  find("#watched-section").hidden = true;
  if (automatic) watched.show(await get(address("/watch-list")));
}

function showCounts({ undecided, findings, columns: parts }) {
  const status = find("#undecided");
  const all = parts.length ? `${findings.length}件と${parts.length}列` : `${findings.length}件`;
  status.textContent = undecided ? `未判断 ${undecided}件（全${all}）` : `全${all}の判断が済みました`;
  find("#as-proposed").hidden = findings.every((finding) => finding.decision);
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
  showKeys(found);
  for (const [id, path] of [["#file", "/file"], ["#ledger-xlsx", "/ledger?format=xlsx"], ["#ledger-csv", "/ledger?format=csv"]]) {
    find(id).href = address(path);
    find(id).download = "";
  }
  const removed = found.removed.length ? [element("p", {}, `あわせて取り除いたもの：${found.removed.join("、")}`)] : [];
  find("#removed").replaceChildren(...removed, ...found.anonymity.map((table) => element("p", {}, judged(table))));
}

/** k-anonymity of the masked file, in a sentence. */
function judged({ sheet, columns: by, smallest, k, small }) {
  const result = small ? `${small}件が基準の${k}件に満たないまま残っています` : `基準の${k}件を満たします`;
  return `少数の確認${sheet && `（${sheet}）`}：「${by.join("・")}」の組み合わせが同じ記録は最も少なくて${smallest}件。${result}。`;
}

/** Save decisions; someone else's change in between is fetched and shown. */
async function save(path, changes) {
  clearProblem();
  try {
    await show(await call("PATCH", address(path), { body: { version: current.version, ...changes } }));
  } catch (error) {
    if (error.status === 409) await show(await get(address()));
    showProblem(error);
  }
}

async function approve() {
  await show(await call("POST", address("/approve"), { body: { version: current.version } }));
}

async function finalize() {
  if (current.columns.some((column) => !column.decided_by)) {
    find("#columns-section").scrollIntoView();
    throw new Problem({ title: "まだ確定できません", detail: "扱いを決めていない列があります。「列の扱い」で一つずつ選ぶか、「残りの列は案のとおりに」を押してから、もう一度確定してください。" });
  }
  if (current.undecided) {
    findings.goToUndecided();
    throw new Problem({ title: "まだ確定できません", detail: `判断していない箇所が${current.undecided}件あります。色の付いた行で「採用」か「却下」を選んでから、もう一度確定してください。` });
  }
  const job = await call("POST", address("/finalize"), { body: { style: find("#style").value } });
  result.hidden = true;
  try {
    await progress.follow(job.id);
  } finally {
    await show(await get(address()));
  }
  find("#done").focus();
  find("#done").scrollIntoView({ block: "center" });
}

async function add(event) {
  const text = find("#add-text");
  const body = { text: text.value, entity_type: find("#add-kind").value, version: current.version };
  await show(await call("POST", address("/findings"), { body }));
  event.target.reset();
  text.focus();
}

find("#approve").addEventListener("click", showing(approve));
find("#finalize").addEventListener("click", showing(finalize));
find("#as-proposed").addEventListener("click", () => save("/findings", { decisions: findings.proposals(current.findings) }));
find("#only-undecided").addEventListener("change", (event) => findings.narrow(event.target.checked));
keyForm(() => current, () => address("/key"), async () => show(await get(address())));
find("#add").addEventListener("submit", showing(add));
const id = namedInAddress();
fillProfiles().then((found) => { profiles = found; return id && open(id); }).catch((error) => { sending.again(); showProblem(error); });

// 議事録作成: a recording goes in; minutes, text and files come out.

import { showProblem } from "./alerts.js";
import { get } from "./api.js";
import { find, notes } from "./elements.js";
import { isFinal } from "./job_links.js";
import { JobProgress } from "./job_progress.js";
import { showFoundMinutes } from "./minutes_found.js";
import { Player } from "./minutes_player.js";
import { Segments } from "./minutes_segments.js";
import { Sending, nameInAddress, namedInAddress } from "./sending.js";
import { date, spokenClock } from "./wording.js";

const progress = new JobProgress();
const result = find("#result");
const player = new Player(find("#audio"));
const segments = new Segments(find("#segments"), player, show);

const sending = new Sending(find("#send"), "/v1/transcriptions", progress, async (job) => {
  nameInAddress(job.id);
  await follow(job.id);
});

async function follow(id) {
  await progress.follow(id);
  await open(id);
  result.focus();
}

async function open(id) {
  const found = await get(`/v1/transcriptions/${encodeURIComponent(id)}`);
  sending.form.hidden = true;
  if (!isFinal(found) || found.status !== "succeeded") return follow(id);
  player.open(found);
  show(found);
}

/** Show a transcription, new or just edited. */
function show(found) {
  result.hidden = false;
  document.title = `${found.title} | 議事録作成 | Yakuba`;
  find("#result-title").textContent = found.title;
  find("#result-about").textContent = about(found);
  find("#warnings").replaceChildren(...notes(found.warnings));
  for (const link of result.querySelectorAll("[data-format]")) {
    link.href = `/v1/transcriptions/${found.id}/export?format=${link.dataset.format}`;
    link.download = "";
  }
  showFoundMinutes(found.minutes, player);
  segments.show(found);
}

function about(found) {
  const held = found.date ? `開催日 ${date(found.date)}、` : "";
  return `${held}録音 ${spokenClock(found.duration)}、発言 ${found.segments.length}件、元のファイル ${found.name}`;
}

const id = namedInAddress();
if (id) open(id).catch((error) => { sending.again(); showProblem(error); });

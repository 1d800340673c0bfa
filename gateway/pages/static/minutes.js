// 議事録作成: a recording goes in; minutes, text and files come out.

import { showProblem } from "./alerts.js";
import { get } from "./api.js";
import { find, notes } from "./elements.js";
import { JobProgress } from "./job_progress.js";
import { Downloads } from "./minutes_downloads.js";
import { Draft } from "./minutes_draft.js";
import { Edits } from "./minutes_edits.js";
import { Heading } from "./minutes_heading.js";
import { History } from "./minutes_history.js";
import { listenToKeys } from "./minutes_keys.js";
import { Meetings } from "./minutes_meetings.js";
import { Partial } from "./minutes_partial.js";
import { Player } from "./minutes_player.js";
import { Removal } from "./minutes_removal.js";
import { Sections } from "./minutes_sections.js";
import { Segments } from "./minutes_segments.js";
import { SpeakerDialog } from "./minutes_speaker_dialog.js";
import { Speakers } from "./minutes_speakers.js";
import { Subtitles } from "./minutes_subtitles.js";
import { offerVocabularies } from "./minutes_vocabularies.js";
import { Sending, nameInAddress, namedInAddress } from "./sending.js";
import { spokenClock } from "./wording.js";

const progress = new JobProgress();
const result = find("#result");
const player = new Player(find("#audio"), find("#speed"));
const edits = new Edits(show);
const speakerDialog = new SpeakerDialog(find("#speaker-dialog"), edits);
const segments = new Segments(find("#segments"), player, edits, (line) => speakerDialog.ask(line, segments.shown));
const history = new History(edits);
const downloads = new Downloads(find(".take"), edits);
const parts = [
  downloads,
  new Subtitles(edits, downloads),
  new Heading(find("#heading"), edits, player),
  new Sections(find(".summary"), edits, player, segments),
  new Draft(edits),
  new Speakers(find("#speakers-list"), edits, player),
  history,
  segments,
  new Removal(find("#delete"), edits),
];
/** What works on a finished text only. */
const finishedOnly = ["#finished", "#tools", "#delete"].map((name) => find(name));
const meetings = new Meetings(find("#meetings"));
const partial = new Partial(showPartly);
const chosenVocabularies = offerVocabularies(find("#vocabularies"));

const sending = new Sending(find("#send"), "/v1/transcriptions", progress, async (job) => {
  nameInAddress(job.id);
  await follow(job.id);
});
sending.extend = (fields) => { if (chosenVocabularies()) fields.set("vocabularies", chosenVocabularies()); };
listenToKeys(player, segments, history, () => !result.hidden);

async function follow(id) {
  partial.start(id);
  try {
    await progress.follow(id);
  } catch (error) {
    result.hidden = true;
    throw error;
  } finally {
    partial.stop();
  }
  await open(id);
  result.focus();
}

async function open(id) {
  const found = await get(`/v1/transcriptions/${encodeURIComponent(id)}`);
  sending.form.hidden = true;
  if (found.status !== "succeeded") return follow(id);
  player.open(found);
  edits.open(found);
}

/** Show a transcription, new or just edited. */
function show(found) {
  showHead(found, `録音 ${spokenClock(found.duration)}、発言 ${found.segments.length}件、元のファイル ${found.name}`);
  for (const node of finishedOnly) node.hidden = false;
  for (const part of parts) part.show(found);
}

/** Show what is finished of a transcription that still goes on: to be read and heard, not yet to be changed. */
function showPartly(found) {
  showHead(found, `ここまでの発言 ${found.segments.length}件。全体が終わると、直せるようになります。`);
  for (const node of finishedOnly) node.hidden = true;
  player.open(found);
  segments.show(found, { editable: false });
  find("#segments-hint").textContent = "";
}

function showHead(found, about) {
  result.hidden = false;
  document.title = `${found.title} | 議事録作成 | Yakuba`;
  find("#result-title").textContent = found.title;
  find("#result-about").textContent = about;
  find("#warnings").replaceChildren(...notes(found.warnings));
}

const id = namedInAddress();
if (id) open(id).catch((error) => { sending.again(); meetings.later(0); showProblem(error); });
else meetings.refresh().catch(showProblem);

// The voices of the recording: heard by a sample, and given their names.

import { element, find } from "./elements.js";
import { clock, spokenClock } from "./wording.js";

export class Speakers {
  constructor(list, edits, player) {
    Object.assign(this, { list, edits, player });
    this.rows = new Map();
  }

  show(found) {
    this.found = found;
    find("#speakers-about").textContent = found.speakers.length
      ? "▶ で声を聞き、名前を入れてください。その人の発言すべてに反映します。声の区別は機械によるものなので、違う発言は、発言の話者名を押して改めます。"
      : "この録音では話者を区別していません。発言の「話者」を押すと、だれの発言かを決められます。";
    find("#attendee-names").replaceChildren(...(found.minutes?.attendees ?? []).map((each) => element("option", { value: each.text })));
    const samples = longest(found.segments);
    for (const speaker of found.speakers) this.row(speaker).update(speaker, samples.get(speaker.id));
    const kept = new Set(found.speakers.map((speaker) => speaker.id));
    for (const [id, row] of this.rows) if (!kept.has(id)) { row.node.remove(); this.rows.delete(id); }
  }

  row(speaker) {
    if (!this.rows.has(speaker.id)) {
      this.rows.set(speaker.id, new Row(this));
      this.list.append(this.rows.get(speaker.id).node);
    }
    return this.rows.get(speaker.id);
  }

  async name(speaker, name) {
    return rename(this.edits, this.found.speakers, speaker, name);
  }
}

/** Gives `speaker` the `name`. That of another speaker makes the two one, when the person says so. */
export async function rename(edits, speakers, speaker, name) {
  const typed = name.trim();
  if (!typed || typed === speaker.name) return false;
  const same = speakers.find((other) => other.id !== speaker.id && other.name === typed);
  if (!same) return edits.change({ op: "rename_speaker", speaker: speaker.id, name: typed });
  if (!confirm(`「${typed}」という話者はもういます。「${speaker.name}」を「${typed}」にまとめますか。`)) return false;
  return edits.change({ op: "merge_speakers", speaker: speaker.id, into: same.id });
}

class Row {
  constructor(speakers) {
    this.input = element("input", { type: "text", maxlength: 100, list: "attendee-names", autocomplete: "off" });
    this.input.addEventListener("change", async () => {
      if (!(await speakers.name(this.speaker, this.input.value))) this.input.value = this.speaker.name;
    });
    this.input.addEventListener("keydown", (event) => { if (event.key === "Escape") this.input.value = this.speaker.name; });
    this.hear = element("button", { type: "button", class: "time", onclick: () => speakers.player.play(this.sample.start, this.sample.end) }, "声を聞く");
    this.seconds = element("span", { class: "hint" });
    this.player = speakers.player;
    this.node = element("li", {}, this.hear, this.input, this.seconds);
  }

  update(speaker, sample) {
    const isTyped = this.speaker && this.input.value !== this.speaker.name && document.activeElement === this.input;
    Object.assign(this, { speaker, sample });
    if (!isTyped) this.input.value = speaker.name;
    this.input.setAttribute("aria-label", `${speaker.name}の名前`);
    this.hear.setAttribute("aria-label", `${speaker.name}の声を聞く`);
    this.hear.disabled = !sample || this.player.audio.hidden;
    this.seconds.textContent = `${clock(speaker.seconds)} 話しています`;
    this.seconds.title = spokenClock(speaker.seconds);
  }
}

/** The longest stretch of each speaker in which nobody else is heard. */
function longest(segments) {
  const found = new Map();
  for (const segment of segments) {
    const before = found.get(segment.speaker);
    if (segment.speaker && !segment.overlap && (!before || segment.end - segment.start > before.end - before.start)) found.set(segment.speaker, segment);
  }
  return found;
}

// Whose words these are: another speaker, a new one, or the same one under a better name.

import { element, find } from "./elements.js";
import { rename } from "./minutes_speakers.js";

const NEW = "\0new";
const NOBODY = "\0nobody";

export class SpeakerDialog {
  constructor(dialog, edits) {
    Object.assign(this, { dialog, edits });
  }

  /** Ask about `line`; `shown` are all lines in their order. */
  ask(line, shown) {
    this.line = line;
    this.run = followingOfSame(line, shown);
    const heading = element("h2", { id: "speaker-dialog-heading" }, line.speaker ? `話者「${line.speaker.name}」` : "話者を決める");
    this.dialog.replaceChildren(heading, ...(line.speaker ? [this.naming()] : []), this.giving());
    this.dialog.showModal();
    find("#speaker-name", this.dialog)?.select();
  }

  naming() {
    const { speaker } = this.line;
    const name = element("input", { type: "text", id: "speaker-name", maxlength: 100, list: "attendee-names", autocomplete: "off", value: speaker.name });
    const save = (event) => { event.preventDefault(); this.done(() => rename(this.edits, this.edits.found.speakers, speaker, name.value)); };
    return element("form", { onsubmit: save },
      element("label", { for: "speaker-name" }, "名前を改める（この人の発言すべて）"),
      element("div", { class: "beside" }, name, element("button", { class: "button small primary", type: "submit" }, "改める")));
  }

  giving() {
    const others = this.edits.found.speakers.filter((speaker) => speaker.id !== this.line.speaker?.id);
    this.newName = element("input", { type: "text", maxlength: 100, list: "attendee-names", autocomplete: "off", "aria-label": "新しい話者の名前" });
    const isNew = radio("who", NEW, "新しい話者");
    this.newName.addEventListener("focus", () => { find("input", isNew).checked = true; });
    const choices = [...others.map((speaker) => radio("who", speaker.id, speaker.name)), element("div", { class: "beside" }, isNew, this.newName)];
    if (this.line.speaker) choices.push(radio("who", NOBODY, "わからない"));
    const scope = this.run.length > 1 && element("div", { class: "modes" }, radio("scope", "one", "この発言だけ", true), radio("scope", "run", `続けて話した ${this.run.length}件`));
    const form = element("form", { onsubmit: (event) => this.give(event) },
      element("fieldset", {}, element("legend", {}, this.line.speaker ? "別の人の発言だった" : "だれの発言ですか"), choices), scope,
      element("p", { class: "actions" },
        element("button", { class: "button small primary", type: "submit" }, "決める"),
        element("button", { class: "button small secondary", type: "button", onclick: () => this.dialog.close() }, "やめる")));
    find("input", choices[0]).required = true;
    return form;
  }

  give(event) {
    event.preventDefault();
    const chosen = new FormData(event.target);
    const who = chosen.get("who");
    const name = this.newName.value.trim();
    if (who === NEW && !name) return this.newName.focus();
    const lines = chosen.get("scope") === "run" ? this.run : [this.line];
    const operation = { op: "speaker", segments: lines.map((line) => line.segment.id) };
    if (who === NEW) operation.name = name;
    else if (who !== NOBODY) operation.speaker = who;
    this.done(() => this.edits.change(operation));
  }

  async done(work) {
    this.dialog.close();
    await work();
    find(".speaker", this.line.node)?.focus();
  }
}

function radio(name, value, text, checked = false) {
  return element("label", { class: "check" }, element("input", { type: "radio", name, value, checked }), " ", text);
}

/** `line` and those that follow it by the same speaker without another between. */
function followingOfSame(line, shown) {
  const from = shown.indexOf(line);
  const end = shown.findIndex((each, index) => index > from && each.speaker?.id !== line.speaker?.id);
  return shown.slice(from, end < 0 ? undefined : end);
}

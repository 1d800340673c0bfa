// The field in which a segment is corrected, cut in two, joined to the next, or partly marked to be left out.

import { plain, pointsBefore } from "./code_points.js";
import { element } from "./elements.js";
import { spokenClock } from "./wording.js";

export class LineEditor {
  constructor(line, typed) {
    this.line = line;
    this.segment = line.segment;
    this.text = element("textarea", { rows: 3, maxlength: 10000, "aria-label": `${spokenClock(line.segment.start)}の発言` });
    this.text.value = typed;
    this.text.addEventListener("keydown", (event) => this.pressed(event));
    this.note = element("p", { class: "hint", role: "status" });
    this.chips = element("p", { class: "chips" });
    this.node = element("div", { class: "editor" }, this.text, this.note, this.buttons(), this.chips);
    this.drawChips();
  }

  buttons() {
    return element("p", { class: "actions" },
      button("primary", "保存する", () => this.save(), "Ctrl+Enter"),
      button("secondary", "やめる", () => this.leave(), "Esc"),
      button("quiet", "カーソルで分ける", () => this.split()),
      button("quiet", "次の発言とつなぐ", () => this.merge()),
      button("quiet", "選んだ文字を言いよどみにする", () => this.mark()),
      button("quiet", "この発言を消す", () => this.remove()));
  }

  pressed(event) {
    if (event.isComposing) return;
    const does = {
      Escape: () => this.leave(),
      "ctrl+Enter": () => this.save(),
      "ctrl+ArrowDown": () => this.saveAndEdit(1),
      "ctrl+ArrowUp": () => this.saveAndEdit(-1),
    }[event.ctrlKey ? `ctrl+${event.key}` : event.key];
    if (!does) return;
    event.preventDefault();
    does();
  }

  get typed() {
    return plain(this.text.value).trim();
  }

  get isChanged() {
    return this.typed !== this.segment.text;
  }

  /** The operation that writes what was typed; none when it is what is there. */
  typing() {
    return this.isChanged ? [{ op: "text", segment: this.segment.id, text: this.typed }] : [];
  }

  /** The line closes at once; should the saving fail, it opens again with what was typed. */
  save() {
    const { typed, isChanged } = this;
    this.leave();
    if (isChanged) this.line.write(typed);
  }

  saveAndEdit(step) {
    this.save();
    this.line.segments.editBeside(this.line, step);
  }

  leave() {
    this.line.close();
    this.line.focus();
  }

  /** How many code points of `typed` stand before the UTF-16 index `unit` of the field. */
  offset(unit) {
    const before = plain(this.text.value.slice(0, unit)).trimStart();
    return Math.min(pointsBefore(before, before.length), Array.from(this.typed).length);
  }

  split() {
    const offset = this.offset(this.text.selectionStart);
    if (offset === 0 || offset === Array.from(this.typed).length) return this.say("分けるところにカーソルを置いてから押してください。");
    return this.make([...this.typing(), { op: "split", segment: this.segment.id, offset }]);
  }

  merge() {
    const next = this.line.segments.beside(this.line, 1);
    if (!next) return this.say("これが最後の発言です。");
    return this.make([...this.typing(), { op: "merge", segments: [this.segment.id, next.segment.id] }]);
  }

  mark() {
    const [start, end] = [this.text.selectionStart, this.text.selectionEnd].map((unit) => this.offset(unit));
    if (start === end) return this.say("整文で省く文字を選んでから押してください。");
    return this.make([...this.typing(), { op: "mark", segment: this.segment.id, start, end }]);
  }

  async remove() {
    const beside = this.line.segments.beside(this.line, 1) ?? this.line.segments.beside(this.line, -1);
    if (await this.line.segments.edits.change({ op: "delete", segments: [this.segment.id] })) beside?.focus();
  }

  /** The line closes when `operations` are made, and not before: what was typed must not be lost. */
  async make(operations) {
    const made = await this.line.segments.edits.change(...operations);
    if (made && this.line.editor === this) this.leave();
    return made;
  }

  say(text) {
    this.note.textContent = text;
    this.text.focus();
  }

  /** Somebody changed the segment while it is open here. */
  told(segment) {
    const before = this.segment;
    const typed = this.isChanged;
    this.segment = segment;
    this.drawChips();
    if (segment.text === before.text) return;
    if (!typed) this.text.value = segment.text;
    else if (this.isChanged) this.note.textContent = `ほかの変更でこの発言は「${segment.text}」になりました。保存すると、上の入力に替わります。`;
  }

  drawChips() {
    const { id, text, marks } = this.segment;
    const points = Array.from(text);
    const chips = marks.map((mark, index) => {
      const said = points.slice(mark.start, mark.end).join("");
      return button("secondary", `「${said}」を残す`, () => this.make([{ op: "unmark", segment: id, index }, ...this.typing()]));
    });
    this.chips.replaceChildren(...(chips.length ? ["整文で省く文字：", ...chips] : []));
  }
}

function button(kind, text, onclick, key) {
  return element("button", { type: "button", class: `button small ${kind}`, onclick, title: key, "aria-keyshortcuts": key?.replace("Ctrl", "Control") }, text);
}

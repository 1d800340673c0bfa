// One segment of the full text as a line: time, speaker, what was said, and its buttons.

import { showProblem } from "./alerts.js";
import { Problem } from "./api.js";
import { element, find } from "./elements.js";
import { LineEditor } from "./minutes_line_editor.js";
import { saidNodes } from "./minutes_spans.js";
import { spokenClock } from "./wording.js";

export class Line {
  /** `segments` is the list that the line is in. */
  constructor(segments) {
    this.segments = segments;
    this.node = element("li", { class: "segment" });
    this.editor = null;
    this.isSettling = false;
    this.pending = null;
  }

  get isDoubtful() {
    return this.segment.doubtful && !this.isSettling;
  }

  /** Built again only when something of it has changed; a line that is being edited keeps what was typed. */
  show(segment, speaker, editable) {
    const shown = JSON.stringify([segment, speaker, editable]);
    if (shown === this.shown) return;
    Object.assign(this, { shown, segment, speaker, editable });
    this.node.dataset.segment = segment.id;
    this.node.classList.toggle("doubtful", segment.doubtful);
    if (this.editor) this.editor.told(segment);
    else this.draw();
  }

  draw() {
    const hadFocus = this.node.contains(document.activeElement);
    const { segment, editable, segments } = this;
    const undo = editable ? (index) => segments.edits.change({ op: "undo_correction", segment: segment.id, index }) : null;
    const said = element("p", { class: "said" }, this.badges(), saidNodes(segment, undo));
    if (editable) said.addEventListener("click", (event) => this.clicked(event));
    this.node.replaceChildren(segments.player.button(segment.start), this.speakerNode(), said, ...(editable ? [this.buttons()] : []));
    if (hadFocus) this.focus();
  }

  badges() {
    const { segment } = this;
    return [
      segment.doubtful && element("span", { class: "badge doubt", title: `聞き取りの確かさ ${Math.round(segment.confidence * 100)}%` }, "要確認"),
      segment.overlap && element("span", { class: "badge", title: "ほかの人の声が重なっています" }, "声の重なり"),
    ];
  }

  speakerNode() {
    const { speaker, editable } = this;
    const name = speaker?.name ?? "話者";
    if (!editable) return element("span", { class: "speaker" }, speaker?.name ?? "");
    const attributes = { type: "button", class: speaker ? "speaker" : "speaker unknown", "aria-label": speaker ? `話者 ${name}。名前や話者を変える` : "話者を決める", onclick: () => this.segments.askSpeaker(this) };
    return element("button", attributes, name);
  }

  buttons() {
    const time = spokenClock(this.segment.start);
    const review = this.segment.doubtful && element("button", { type: "button", class: "button small secondary review", "aria-label": `${time}の発言を確認済みにする`, onclick: () => this.review() }, "確認済み");
    const edit = element("button", { type: "button", class: "button small quiet edit", "aria-label": `${time}の発言を直す`, onclick: () => this.segments.edit(this) }, "直す");
    return element("p", { class: "line-actions" }, review, edit);
  }

  review() {
    return this.settling(this.segments.edits.change({ op: "review", segments: [this.segment.id] }));
  }

  /** What is on its way to the server counts as done, until it fails. */
  async settling(saving) {
    this.isSettling = true;
    this.node.classList.add("settling");
    const made = await saving;
    this.isSettling = false;
    this.node.classList.remove("settling");
    return made;
  }

  /** Shows `text` at once as it will be; the field opens again with it where it could not be saved. */
  async write(text) {
    const saving = this.segments.edits.change({ op: "text", segment: this.segment.id, text });
    this.pending = text;
    find(".said", this.node).replaceChildren(text);
    const made = await this.settling(saving);
    if (this.pending === text) this.pending = null;
    if (made) {
      if (!this.editor && this.pending === null) this.draw();
    } else if (!this.editor) {
      this.open(text, { focus: false }); // the problem that is told has the focus
    }
  }

  /** The segment is no more, as when somebody joined it to another: what was typed is not lost with it. */
  removed() {
    this.node.remove();
    if (!this.editor?.isChanged) return;
    const detail = `入力中の発言は、つなぐか消すかされました。入力した文：${this.editor.typed}`;
    showProblem(new Problem({ title: "発言がなくなりました", detail }));
  }

  focus() {
    find(".edit", this.node)?.focus();
  }

  /** A click on the words edits them, unless it was to select or to press. */
  clicked(event) {
    if (event.target.closest("button") || !getSelection().isCollapsed) return;
    this.segments.edit(this);
  }

  open(typed = this.pending ?? this.segment.text, { focus = true } = {}) {
    this.editor = new LineEditor(this, typed);
    this.node.replaceChildren(this.segments.player.button(this.segment.start), this.speakerNode(), this.editor.node);
    if (!focus) return;
    this.editor.text.focus();
    this.node.scrollIntoView({ block: "nearest", behavior: "instant" }); // the buttons below the field too
  }

  close() {
    this.editor = null;
    this.draw();
  }
}

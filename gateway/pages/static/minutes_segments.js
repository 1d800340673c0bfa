// The full text: its lines kept as they are where nothing changed, one of them open for correction at a time.

import { element, find } from "./elements.js";
import { Line } from "./minutes_line.js";

export class Segments {
  /** `askSpeaker(line)` is called when a line's speaker is pressed. */
  constructor(list, player, edits, askSpeaker) {
    Object.assign(this, { list, player, edits, askSpeaker });
    this.lines = new Map();
    this.shown = [];
    find("#next-doubtful").addEventListener("click", () => this.goToDoubtful(1));
    this.onlyDoubtful = find("#only-doubtful");
    this.onlyDoubtful.addEventListener("change", () => this.filter());
    find("#hide-fillers").addEventListener("change", (event) => list.classList.toggle("without-fillers", event.target.checked));
    addEventListener("beforeunload", (event) => { if (edits.waiting || this.open.some((line) => line.editor.isChanged)) event.preventDefault(); });
  }

  show(found, { editable = true } = {}) {
    const speakers = new Map(found.speakers.map((speaker) => [speaker.id, speaker]));
    this.shown = found.segments.map((segment) => this.line(segment, speakers.get(segment.speaker), editable));
    this.list.classList.toggle("one-voice", found.speakers.length === 0 && !editable);
    this.forget(new Set(found.segments.map((segment) => segment.id)));
    this.order();
    this.player.track(found.segments.map(({ start, end }, index) => ({ start, end, node: this.shown[index].node })));
    this.tellDoubtful();
  }

  line(segment, speaker, editable) {
    if (!this.lines.has(segment.id)) this.lines.set(segment.id, new Line(this));
    const line = this.lines.get(segment.id);
    line.show(segment, speaker && { id: speaker.id, name: speaker.name }, editable);
    return line;
  }

  forget(kept) {
    for (const [id, line] of this.lines) {
      if (kept.has(id)) continue;
      this.lines.delete(id);
      line.removed();
    }
  }

  /** Only what is not in its place is moved: moving a node takes the focus from it. */
  order() {
    let at = this.list.firstElementChild;
    for (const { node } of this.shown) {
      if (node === at) at = at.nextElementSibling;
      else this.list.insertBefore(node, at);
    }
  }

  get open() {
    return this.shown.filter((line) => line.editor);
  }

  /** Opens `line`; what was open before is saved. */
  edit(line) {
    if (line.editor) return;
    this.saveOpen();
    line.open();
  }

  saveOpen() {
    for (const line of this.open) line.editor.save();
  }

  editBeside(line, step) {
    const beside = this.beside(line, step);
    if (beside) this.edit(beside);
    else line.focus();
  }

  beside(line, step) {
    return this.shown[this.shown.indexOf(line) + step];
  }

  get doubtful() {
    return this.shown.filter((line) => line.isDoubtful);
  }

  tellDoubtful() {
    const left = this.doubtful.length;
    find("#next-doubtful").textContent = `次の要確認へ（${left}件）`;
    find("#next-doubtful").disabled = left === 0;
    find("#left-to-check").replaceChildren(...(left ? ["「要確認」の発言が ", element("a", { href: "#segments-heading" }, `${left}件`), " 残っています。Word などでも【要確認】と出ます。"] : []));
    find("#segments-hint").textContent = left
      ? "「要確認」は聞き取りに自信がない発言です。聞き直して、合っていれば「確認済み」、違えば直してください。"
      : "発言をクリックすると直せます。";
    this.filter();
  }

  filter() {
    this.onlyDoubtful.disabled = this.doubtful.length === 0;
    if (this.onlyDoubtful.disabled) this.onlyDoubtful.checked = false;
    this.list.classList.toggle("only-doubtful", this.onlyDoubtful.checked);
  }

  /** The line with the focus, else the one that is heard. */
  get at() {
    const node = document.activeElement?.closest(".segment") ?? this.player.current ?? null;
    return this.lines.get(node?.dataset.segment);
  }

  /** Go to the next (1) or the previous (-1) doubtful line, and hear it. */
  goToDoubtful(step) {
    const from = this.shown.indexOf(this.at);
    const rest = step > 0 ? this.shown.slice(from + 1) : this.shown.slice(0, Math.max(from, 0)).reverse();
    const line = rest.find((each) => each.isDoubtful) ?? (step > 0 ? this.doubtful[0] : this.doubtful.at(-1));
    if (!line) return;
    this.saveOpen();
    line.node.scrollIntoView({ block: "center", behavior: "instant" }); // smoothly over a thousand lines is slow
    line.focus();
    this.player.play(line.segment.start, line.segment.end);
  }

  /** What the line with the focus says is right, or was put right: on to the next one. */
  confirm() {
    const line = this.at;
    if (!line?.editable) return;
    line.editor?.save();
    if (line.isDoubtful) line.review();
    line.focus();
    this.goToDoubtful(1);
  }
}

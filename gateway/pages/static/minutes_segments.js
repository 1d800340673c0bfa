// The full text, segment by segment: heard again with a click, corrected in place.

import { clearProblem, showProblem } from "./alerts.js";
import { call, get } from "./api.js";
import { element, find } from "./elements.js";
import { spokenClock } from "./wording.js";

export const DOUBTFUL = 0.7; // below this the text is often wrong; marked to be listened to again

export class Segments {
  /** `changed(found)` is called with the transcription as it is after an edit. */
  constructor(list, player, changed) {
    Object.assign(this, { list, player, changed });
  }

  show(found) {
    this.found = found;
    const doubtful = found.segments.filter((segment) => segment.confidence < DOUBTFUL).length;
    find("#segments-hint").textContent = doubtful
      ? `「要確認」の ${doubtful}件は聞き取りに自信がない発言です。時刻のボタンで聞き直し、「直す」で書き直せます。`
      : "時刻のボタンでその発言から聞けます。「直す」で書き直せます。";
    const nodes = found.segments.map((segment) => this.line(segment));
    this.list.replaceChildren(...nodes);
    this.player.track(found.segments.map(({ start, end }, index) => ({ start, end, node: nodes[index] })));
  }

  line(segment) {
    const doubtful = segment.confidence < DOUBTFUL;
    const node = element("li", { class: doubtful ? "segment doubtful" : "segment", "data-segment": segment.id });
    const said = element("p", { class: "said" }, doubtful && element("span", { class: "badge", title: `自信の度合い ${Math.round(segment.confidence * 100)}%` }, "要確認"), segment.text);
    const edit = element("button", { type: "button", class: "button small quiet", "aria-label": `${spokenClock(segment.start)}の発言を直す`, onclick: () => this.edit(node, segment) }, "直す");
    node.append(this.player.button(segment.start), said, edit);
    return node;
  }

  edit(node, segment, typed = segment.text) {
    const text = element("textarea", { rows: 3, maxlength: 10000, "aria-label": `${spokenClock(segment.start)}の発言` });
    text.value = typed;
    const back = () => { const line = this.line(segment); node.replaceWith(line); find(".quiet", line).focus(); };
    const save = () => this.save(segment, text);
    text.addEventListener("keydown", (event) => {
      if (event.key === "Escape") back();
      if (event.key === "Enter" && event.ctrlKey) save();
    });
    const buttons = element("p", { class: "actions" },
      element("button", { type: "button", class: "button small primary", onclick: save }, "保存する"),
      element("button", { type: "button", class: "button small secondary", onclick: back }, "やめる"));
    node.replaceChildren(this.player.button(segment.start), element("div", { class: "editor" }, text, buttons));
    text.focus();
  }

  async save(segment, text) {
    clearProblem();
    const body = { version: this.found.version, segments: [{ id: segment.id, text: text.value }] };
    try {
      this.changed(await call("PATCH", this.address, { body }));
      find(".quiet", this.node(segment.id)).focus();
    } catch (error) {
      showProblem(error, error.status === 409 && this.reloading(segment.id, text));
    }
  }

  /** After a conflict: read what the other wrote, and keep what was typed here in its field. */
  reloading(id, text) {
    const reload = async () => {
      const found = await get(this.address).catch(showProblem);
      if (!found) return;
      clearProblem();
      this.changed(found);
      this.edit(this.node(id), found.segments.find((segment) => segment.id === id), text.value);
    };
    return element("p", { class: "actions" }, element("button", { type: "button", class: "button small secondary", onclick: reload }, "最新の内容を読み込む（入力は残します）"));
  }

  get address() {
    return `/v1/transcriptions/${this.found.id}`;
  }

  node(id) {
    return find(`[data-segment="${CSS.escape(id)}"]`, this.list);
  }
}

// What was changed, by whom and when; undone, made again, or returned to.

import { showProblem } from "./alerts.js";
import { get } from "./api.js";
import { element, find } from "./elements.js";
import { dateTime } from "./wording.js";

const PAGE = 50;

export class History {
  constructor(edits, dialog = find("#history-dialog")) {
    Object.assign(this, { edits, dialog });
    this.undoButton = find("#undo");
    this.redoButton = find("#redo");
    this.undoButton.addEventListener("click", () => this.undo());
    this.redoButton.addEventListener("click", () => this.redo());
    find("#history-open").addEventListener("click", () => this.open());
  }

  show(found) {
    this.found = found;
    this.undoButton.disabled = !found.can_undo;
    this.redoButton.disabled = !found.can_redo;
    find("#history-open").textContent = `版${found.version}・履歴`;
  }

  undo() {
    if (this.found?.can_undo) this.edits.undo();
  }

  redo() {
    if (this.found?.can_redo) this.edits.redo();
  }

  async open() {
    this.list = element("ol", { class: "history" });
    this.more = element("button", { type: "button", class: "button small secondary", onclick: () => this.read() }, "もっと前を見る");
    const close = element("button", { type: "button", class: "button small secondary", onclick: () => this.dialog.close() }, "閉じる");
    const head = element("h2", { id: "history-heading" }, `変更の履歴（いまは版${this.found.version}）`);
    this.dialog.replaceChildren(head, this.list, element("p", { class: "actions" }, this.more, close));
    this.before = null;
    this.dialog.showModal();
    await this.read();
  }

  async read() {
    const before = this.before === null ? "" : `&before=${this.before}`;
    try {
      const found = await get(`${this.edits.address}/history?limit=${PAGE}${before}`);
      this.before = found.at(-1)?.version ?? this.before ?? this.found.version + 1;
      this.list.append(...found.map((revision) => this.line(revision)));
      this.more.hidden = found.length < PAGE;
      if (this.more.hidden) this.list.append(this.first());
    } catch (error) {
      this.dialog.close();
      showProblem(error);
    }
  }

  line(revision) {
    const head = element("p", { class: "hint" }, `版${revision.version}　${dateTime(revision.at)}　${revision.by}`);
    return element("li", {}, head, revision.summary.map((sentence) => element("p", {}, sentence)), this.returning(revision.version));
  }

  /** What the machine wrote, before anybody changed it. */
  first() {
    return element("li", {}, element("p", {}, "機械が書いたままの内容"), this.returning(this.before - 1));
  }

  returning(version) {
    if (version === this.found.version) return element("p", { class: "hint" }, "いまの内容です");
    const back = async () => { this.dialog.close(); await this.edits.restore(version); };
    return element("button", { type: "button", class: "button small secondary", "aria-label": `この版に戻す（版${version}）`, onclick: back }, "この版に戻す");
  }
}

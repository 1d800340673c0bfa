// The changes of one transcription: each made from the version that is shown, never over another person's.

import { clearProblem, showProblem } from "./alerts.js";
import { call, get } from "./api.js";
import { element, find } from "./elements.js";

export class Edits {
  /** `shown(found)` is called with the transcription as it is after each change. */
  constructor(shown) {
    this.shown = shown;
    this.last = Promise.resolve();
    this.waiting = 0;
  }

  open(found) {
    this.found = found;
    this.shown(found);
  }

  get address() {
    return `/v1/transcriptions/${encodeURIComponent(this.found.id)}`;
  }

  /** Make all `operations` as one version. False when they were not made; that was told then. */
  change(...operations) {
    return this.step("PATCH", "", { operations });
  }

  undo() {
    return this.step("POST", "/undo");
  }

  redo() {
    return this.step("POST", "/redo");
  }

  restore(to) {
    return this.step("POST", "/restore", { to });
  }

  async reload() {
    this.open(await get(this.address));
  }

  /** One after the other, so that quick clicks do not conflict with each other. */
  step(method, path, body = {}) {
    this.wait(1);
    this.last = this.last.then(() => this.make(method, path, body)).finally(() => this.wait(-1));
    return this.last;
  }

  /** In a long meeting a change takes a second or two; meanwhile the work goes on. */
  wait(step) {
    this.waiting += step;
    find("#saving").textContent = this.waiting ? "保存しています…" : "";
  }

  async make(method, path, body) {
    clearProblem();
    try {
      this.open(await call(method, this.address + path, { body: { version: this.found.version, ...body } }));
      return true;
    } catch (error) {
      showProblem(error, error.status === 409 && this.reloading());
      return false;
    }
  }

  /** What is being typed stays in its field while the rest is read anew. */
  reloading() {
    const reload = () => { clearProblem(); this.reload().catch(showProblem); };
    return element("p", { class: "actions" }, element("button", { type: "button", class: "button small secondary", onclick: reload }, "最新の内容を読み込む（入力は残します）"));
  }
}

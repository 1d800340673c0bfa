// The segments that are finished while the rest of the recording is still being heard.

import { Problem } from "./api.js";

const ASK_MILLISECONDS = 3000;

export class Partial {
  /** `shown(found)`: called with all segments so far, whenever there are more. */
  constructor(shown) {
    this.shown = shown;
    this.timer = 0;
  }

  start(id) {
    Object.assign(this, { address: `/v1/transcriptions/${encodeURIComponent(id)}`, segments: [], tag: null, isOn: true });
    this.ask();
  }

  stop() {
    this.isOn = false;
    clearTimeout(this.timer);
  }

  async ask() {
    try {
      const found = await this.read();
      if (found && this.isOn) this.add(found);
    } catch (error) {
      if (!(error instanceof Problem || error instanceof TypeError)) throw error;
      // Not reached just now; the job's own progress tells it.
    }
    if (this.isOn) this.timer = setTimeout(() => this.ask(), ASK_MILLISECONDS);
  }

  /** What is new since the last time; null when nothing is. */
  async read() {
    const last = this.segments.at(-1)?.id;
    const address = last ? `${this.address}?since=${encodeURIComponent(last)}` : this.address;
    const answer = await fetch(address, { headers: this.tag?.of === address ? { "If-None-Match": this.tag.value } : {} });
    if (answer.status === 304) return null;
    if (!answer.ok) throw new Problem({ status: answer.status, detail: "" });
    this.tag = { of: address, value: answer.headers.get("ETag") };
    return answer.json();
  }

  add(found) {
    if (!found.segments.length) return;
    this.segments = [...this.segments.slice(0, found.first_segment), ...found.segments];
    this.shown({ ...found, segments: this.segments });
  }
}

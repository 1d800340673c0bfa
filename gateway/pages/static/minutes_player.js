// The recording, played from a moment, and the segment that is heard now.

import { element } from "./elements.js";
import { clock, spokenClock } from "./wording.js";

export class Player {
  constructor(audio) {
    this.audio = audio;
    this.spans = [];
    this.current = null;
    audio.addEventListener("timeupdate", () => this.follow());
  }

  open(found) {
    this.audio.hidden = !found.has_audio;
    if (found.has_audio) this.audio.src = `/v1/transcriptions/${found.id}/audio`;
  }

  /** What is said when: `{start, end, node}`, in order. */
  track(spans) {
    this.spans = spans;
    this.current = null;
  }

  play(seconds) {
    this.audio.currentTime = seconds;
    this.audio.play();
  }

  /** A button that plays from `seconds`; without a recording it only tells the time. */
  button(seconds) {
    const attributes = { type: "button", class: "time", disabled: this.audio.hidden, onclick: () => this.play(seconds), "aria-label": `${spokenClock(seconds)}から再生` };
    return element("button", attributes, clock(seconds));
  }

  follow() {
    const now = this.audio.currentTime;
    const heard = this.spans.find((span) => span.start <= now && now < span.end)?.node ?? null;
    if (heard === this.current) return;
    this.current?.removeAttribute("aria-current");
    heard?.setAttribute("aria-current", "true");
    this.current = heard;
  }
}

// The recording, played from a moment, and the segment that is heard now.

import { element, find } from "./elements.js";
import { clock, spokenClock } from "./wording.js";

const UNPLAYABLE = "この録音の形式は、このブラウザーでは再生できません。発言を直すことと、ダウンロードはできます。";

export class Player {
  constructor(audio, speed) {
    this.audio = audio;
    this.spans = [];
    this.current = null;
    this.until = Infinity;
    audio.addEventListener("timeupdate", () => this.follow());
    audio.addEventListener("error", () => this.fault(UNPLAYABLE));
    speed.addEventListener("change", () => { audio.playbackRate = audio.defaultPlaybackRate = Number(speed.value); });
  }

  open(found) {
    this.audio.hidden = find("#speed-choice").hidden = !found.has_audio;
    const address = `/v1/transcriptions/${encodeURIComponent(found.id)}/audio`;
    if (found.has_audio && this.audio.getAttribute("src") !== address) this.audio.src = address;
    if (!found.has_audio) this.fault("録音は保存の期間を過ぎて消えています。文字は直せます。");
  }

  fault(text) {
    find("#audio-fault").hidden = false;
    find("#audio-fault").textContent = text;
  }

  /** What is said when: `{start, end, node}`, in order. */
  track(spans) {
    this.spans = spans;
    this.follow();
  }

  /** Play on from `seconds`; only as far as `until`, when that is given. */
  play(seconds, until = Infinity) {
    if (this.audio.hidden) return;
    this.until = until;
    this.audio.currentTime = seconds;
    this.start();
  }

  start() {
    // A play that a pause or a fault ends at once rejects; the fault is told by its own event.
    this.audio.play().catch(() => {});
  }

  toggle() {
    this.until = Infinity;
    if (this.audio.paused) this.start();
    else this.audio.pause();
  }

  skip(seconds) {
    this.until = Infinity;
    this.audio.currentTime = Math.max(0, this.audio.currentTime + seconds);
  }

  /** A button that plays from `seconds`; without a recording it only tells the time. */
  button(seconds) {
    const attributes = { type: "button", class: "time", disabled: this.audio.hidden, onclick: () => this.play(seconds), "aria-label": `${spokenClock(seconds)}から再生` };
    return element("button", attributes, clock(seconds));
  }

  follow() {
    const now = this.audio.currentTime;
    if (now >= this.until) {
      this.until = Infinity;
      this.audio.pause();
    }
    if (this.audio.played.length === 0) return;
    const heard = this.spans.find((span) => span.start <= now && now < span.end)?.node ?? null;
    if (heard === this.current) return;
    const wasInView = inView(this.current);
    this.current?.removeAttribute("aria-current");
    heard?.setAttribute("aria-current", "true");
    this.current = heard;
    // Only for somebody who reads along: whoever looks elsewhere or types stays there.
    if (wasInView && !this.audio.paused && !document.activeElement.matches("textarea, input")) heard?.scrollIntoView({ block: "nearest" });
  }
}

function inView(node) {
  const box = node?.getBoundingClientRect();
  return Boolean(box) && box.bottom > 0 && box.top < innerHeight;
}

// Subtitles in another language: those of the meeting, sent to the translation as a document like any other.

import { showing } from "./alerts.js";
import { blob, get, upload } from "./api.js";
import { element, find } from "./elements.js";
import { JobProgress } from "./job_progress.js";

export class Subtitles {
  constructor(edits, downloads) {
    Object.assign(this, { edits, downloads });
    this.progress = new JobProgress(find("#subtitles-job"), "もう一度ボタンを押してください");
    this.section = find("#subtitles");
    this.language = find("#subtitles-language");
    this.quality = find("#subtitles-quality");
    this.done = find("#subtitles-done");
    this.button = find("#subtitles-ask");
    this.button.addEventListener("click", showing(() => this.ask()));
    this.language.addEventListener("change", () => this.tell());
    // Without a translation the page works as well: a fault here is not worth an alarm.
    this.pairs = get("/v1/translate/pairs").catch(() => []);
  }

  async show(found) {
    if (this.version !== found.version) this.done.replaceChildren(); // of words that are no longer said so
    this.version = found.version;
    if (this.fitting) return;
    this.fitting = (await this.pairs).filter((pair) => pair.source === found.language && pair.installed);
    this.language.replaceChildren(...this.fitting.map((pair) => element("option", { value: pair.target }, pair.target_name)));
    if (this.fitting.some((pair) => pair.target === "en")) this.language.value = "en";
    this.section.hidden = this.fitting.length === 0;
    this.tell();
  }

  tell() {
    const pair = this.fitting.find((each) => each.target === this.language.value);
    this.quality.textContent = pair ? `${pair.via ? "英語を経由します。" : ""}${pair.quality_label}。` : "";
  }

  async ask() {
    this.button.hidden = true;
    this.done.replaceChildren();
    try {
      await this.edits.last; // a change still on its way is to be in the subtitles
      const { version } = this.edits.found;
      const job = await upload("/v1/translations", await this.form());
      await this.progress.follow(job.id);
      const translation = await get(`/v1/translations/${encodeURIComponent(job.id)}?limit=1`);
      if (version === this.version) this.offer(translation);
    } finally {
      this.button.hidden = false;
      this.progress.section.hidden = true;
    }
  }

  async form() {
    const { title, language } = this.edits.found;
    const form = new FormData();
    form.set("file", await blob("GET", this.downloads.address("srt")), `${title}.srt`);
    form.set("source", language);
    form.set("target", this.language.value);
    return form;
  }

  offer({ id, flagged }) {
    const address = encodeURIComponent(id);
    this.done.replaceChildren(
      element("a", { class: "button primary", href: `/v1/translations/${address}/file`, download: "" }, "訳した字幕をダウンロード"), " ",
      element("a", { href: `/translation?id=${address}` }, flagged ? `確かめたい箇所が${flagged}件あります。訳を見て直す` : "訳を見て直す"),
    );
    find("a", this.done).focus();
  }
}

// A job on its way: how far it is, told to eyes and ears, and the button that cancels it.

import { showing } from "./alerts.js";
import { Problem, call, get } from "./api.js";
import { find } from "./elements.js";
import { isFinal } from "./job_links.js";

const RETRY_MILLISECONDS = 2000;
const SPOKEN_STEP = 20; // percent: a screen reader that hears every change hears nothing else

export class JobProgress {
  /** `again` says what to do after a cancel. */
  constructor(section = find("#job"), again = "もう一度ファイルを送ってください") {
    this.section = section;
    this.again = again;
    this.bar = find("progress", section);
    this.percent = find(".job-percent", section);
    this.message = find(".job-message", section);
    this.spoken = find(".job-spoken", section);
    this.hint = find(".job-hint", section);
    this.cancelButton = find(".job-cancel", section);
    this.cancelButton.addEventListener("click", showing(() => this.cancel()));
    this.cancel = async () => {};
    this.sent = "サーバーに保存しています"; // said between the last byte and the answer
  }

  /** Before there is a job: the file going up. `cancel` stops it. */
  uploading(fraction, cancel) {
    this.cancel = cancel;
    this.hint.hidden = true;
    const done = fraction >= 1;
    this.show(fraction, done ? this.sent : "ファイルを送っています。終わるまで画面を閉じないでください");
  }

  /** Resolves with the job at its end. Rejects with its problem when it failed or was cancelled. */
  async follow(jobId) {
    this.cancel = () => call("DELETE", `/v1/jobs/${jobId}`);
    this.hint.hidden = false;
    this.spokenAt = -SPOKEN_STEP;
    const job = await this.watch(jobId);
    this.section.hidden = true;
    if (job.status === "failed") throw new Problem(job.error);
    if (job.status === "cancelled") throw new Problem({ title: "取り消しました", detail: `必要なときは、${this.again}。` });
    return job;
  }

  async watch(jobId) {
    for (;;) {
      const job = await this.events(jobId) ?? await this.asked(jobId);
      if (job && isFinal(job)) return job;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS));
    }
  }

  /** Listen until the job ends; null when the stream broke before. */
  events(jobId) {
    return new Promise((resolve) => {
      const source = new EventSource(`/v1/jobs/${jobId}/events`);
      const end = (job) => { source.close(); resolve(job); };
      source.addEventListener("job", (event) => {
        const job = JSON.parse(event.data);
        this.update(job);
        if (isFinal(job)) end(job);
      });
      source.onerror = () => end(null);
    });
  }

  /** The job by a plain question; null while its service cannot be reached, as when it is restarted. */
  async asked(jobId) {
    try {
      const job = await get(`/v1/jobs/${jobId}`);
      this.update(job);
      return job;
    } catch (error) {
      if (!(error instanceof Problem) || ![0, 503].includes(error.status)) throw error;
      this.message.textContent = "サーバーにつながるのを待っています。処理は保存されているので、つながれば続きます。";
      return null;
    }
  }

  update(job) {
    this.show(job.progress, job.message);
  }

  show(fraction, message) {
    const percent = Math.floor(fraction * 100);
    this.section.hidden = false;
    this.bar.value = percent;
    this.percent.textContent = `${percent}%`;
    this.message.textContent = message;
    if (Math.abs(percent - (this.spokenAt ?? -SPOKEN_STEP)) >= SPOKEN_STEP) {
      this.spokenAt = percent;
      this.spoken.textContent = `${message} ${percent}パーセント`;
    }
  }
}

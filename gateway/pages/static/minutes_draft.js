// A summary by a language model: only when it is asked for, and never shown as more than a draft.

import { showProblem, showing } from "./alerts.js";
import { call } from "./api.js";
import { element, find, notes } from "./elements.js";
import { JobProgress } from "./job_progress.js";
import { dateTime } from "./wording.js";

const DRAFT = "AIが書いた下書きです。誤りや、話していないことが混じります。録音や全文と照らし合わせ、確かめてから使ってください。";

export class Draft {
  constructor(edits) {
    this.edits = edits;
    this.progress = new JobProgress(find("#draft-job"), "もう一度ボタンを押してください");
    this.button = find("#draft-ask");
    this.button.addEventListener("click", showing(() => this.ask()));
  }

  show(found) {
    if (found.draft_job && !this.isWriting) this.follow(found.draft_job).catch(showProblem);
    const draft = found.minutes?.draft;
    find("#draft").classList.toggle("has-draft", Boolean(draft));
    this.button.textContent = draft ? "下書きを作り直させる" : "AIに下書きを作らせる";
    find("#draft-text").replaceChildren(...(draft ? this.nodes(draft) : [element("p", { class: "hint" }, "要約の文章が要るときだけ、庁内の AI に下書きを作らせます。数分かかります。決定事項と宿題は、これを使わずに拾い出しています。")]));
  }

  nodes(draft) {
    const about = element("p", { class: "hint" }, `${draft.model}、${dateTime(draft.made_at)}`);
    const whole = part("全体", draft);
    const parts = draft.sections.length > 1 ? draft.sections.map((section) => part(section.heading, section)) : [];
    return [...notes([DRAFT]), whole, ...parts, about];
  }

  async ask() {
    this.writing(true);
    try {
      const job = await call("POST", `${this.edits.address}/draft`);
      await this.follow(job.id);
      find("#draft-heading").scrollIntoView({ block: "start" });
    } finally {
      this.writing(false);
    }
  }

  /** To the end of a job asked for here, or before the page was loaded. */
  async follow(jobId) {
    this.writing(true);
    try {
      await this.progress.follow(jobId);
      await this.edits.reload();
    } finally {
      this.writing(false);
    }
  }

  writing(isWriting) {
    this.isWriting = isWriting;
    this.button.hidden = isWriting;
    if (!isWriting) this.progress.section.hidden = true;
  }
}

function part(heading, { text, doubtful }) {
  const warning = doubtful.length > 0 && element("p", { class: "hint doubts" }, `発言に見当たらない語：${doubtful.join("、")}`);
  return element("section", {}, element("h5", {}, heading), element("p", {}, marking(text, doubtful)), warning);
}

/** `text` with what nobody said marked. */
function marking(text, words) {
  if (!words.length) return [text];
  const pattern = new RegExp(`(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`, "u");
  return text.split(pattern).map((piece, index) => (index % 2 ? element("mark", { title: "発言に見当たりません" }, piece) : piece));
}

// A form with a file: choose or drop, send with progress, follow its job.

import { clearProblem, showProblem } from "./alerts.js";
import { Problem, upload } from "./api.js";
import { find } from "./elements.js";
import { size } from "./wording.js";

const keepOpen = (event) => event.preventDefault();

/** Makes `form` send to `path`; `begun(job)` when the job is accepted. */
export class Sending {
  constructor(form, path, progress, begun) {
    Object.assign(this, { form, path, progress, begun });
    this.drop = find(".drop", form);
    this.input = find("input[type=file]", form);
    this.input.addEventListener("change", () => this.named());
    this.acceptDrops();
    this.named(); // a file chosen before this module ran, or kept by the browser over a reload
    form.addEventListener("submit", (event) => this.submit(event));
  }

  acceptDrops() {
    for (const kind of ["dragenter", "dragover"]) {
      this.drop.addEventListener(kind, (event) => { event.preventDefault(); this.drop.classList.add("over"); });
    }
    this.drop.addEventListener("dragleave", () => this.drop.classList.remove("over"));
    this.drop.addEventListener("drop", (event) => {
      event.preventDefault();
      this.drop.classList.remove("over");
      if (event.dataTransfer.files.length) this.input.files = event.dataTransfer.files;
      this.named();
    });
  }

  named() {
    const file = this.input.files[0];
    find(".drop-name", this.form).textContent = file ? `${file.name}（${size(file.size)}）` : "";
  }

  async submit(event) {
    event.preventDefault();
    clearProblem();
    try {
      this.check(this.input.files[0]);
      const job = await this.send();
      await this.begun(job);
    } catch (error) {
      this.again();
      showProblem(error);
    }
  }

  check(file) {
    const limit = Number(this.drop.dataset.limit);
    if (file.size > limit) {
      throw new Problem({ title: "大きすぎます", detail: `送れるのは ${size(limit)} までです（選んだファイルは ${size(file.size)}）。分けるか、小さくしてから送ってください。` });
    }
    if (file.size === 0) throw new Problem({ title: "ファイルが空です", detail: "中身のあるファイルを選び直してください。" });
  }

  async send() {
    const fields = new FormData(this.form);
    for (const [name, value] of [...fields]) if (value === "") fields.delete(name);
    this.extend?.(fields);
    const abort = new AbortController();
    const onProgress = (fraction) => this.progress.uploading(fraction, async () => abort.abort());
    onProgress(0);
    this.form.hidden = true;
    this.progress.section.focus();
    addEventListener("beforeunload", keepOpen);
    try {
      return await upload(this.path, fields, { onProgress, signal: abort.signal });
    } finally {
      removeEventListener("beforeunload", keepOpen);
    }
  }

  again() {
    this.form.hidden = false;
    this.progress.section.hidden = true;
  }
}

/** The document that the address names, to come back to. */
export const namedInAddress = () => new URLSearchParams(location.search).get("id");

export function nameInAddress(id) {
  history.replaceState(null, "", `?id=${encodeURIComponent(id)}`);
}

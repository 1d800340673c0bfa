// A form with a file: choose or drop, send with progress, follow its job.

import { clearProblem, showProblem } from "./alerts.js";
import { upload } from "./api.js";
import { FileField } from "./file_field.js";

const keepOpen = (event) => event.preventDefault();

/** Makes `form` send to `path`; `begun(job)` when the job is accepted. */
export class Sending {
  constructor(form, path, progress, begun) {
    Object.assign(this, { form, path, progress, begun });
    this.file = new FileField(form);
    form.addEventListener("submit", (event) => this.submit(event));
  }

  async submit(event) {
    event.preventDefault();
    clearProblem();
    try {
      this.file.check();
      const job = await this.send();
      await this.begun(job);
    } catch (error) {
      this.again();
      showProblem(error);
    }
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

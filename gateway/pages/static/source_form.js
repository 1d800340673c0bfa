// The options of a source as fields, and back.

import { get } from "./api.js";
import { find } from "./elements.js";
import { size } from "./wording.js";

const MB = 1024 ** 2;
const SIZES = ["max_bytes", "bytes_per_second"];
const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);

/** What a new source has, and the bounds of all; asked once. */
export const defaults = (() => {
  let asked = null;
  return () => (asked ??= get("/v1/search/source-defaults"));
})();

export class SourceForm {
  constructor(form) {
    this.form = form;
    this.fields = form.elements;
  }

  async bound() {
    const { max_file_bytes: most, roots } = await defaults();
    find(".most", this.form).textContent = `${size(most)} まで`;
    const hint = find(".roots", this.form);
    if (hint && roots.length) hint.textContent = `登録できるのは ${roots.join("、")} の中です。`;
  }

  /** Show these; readers null leaves the boxes as they are. */
  fill(options, readers) {
    const { fields } = this;
    if (readers) for (const box of this.boxes) box.checked = readers.includes(box.value);
    fields.access.value = options.access;
    for (const name of ["include", "exclude"]) fields[name].value = options[name].join("\n");
    for (const name of SIZES) this.fillSize(fields[name], options[name]);
    fields.files_per_second.value = options.files_per_second ?? "";
    fields.sync_minutes.value = options.sync_minutes;
    fields.watch.checked = options.watch;
  }

  get boxes() {
    return [...this.form.querySelectorAll("[name=readers]")];
  }

  /** The exact bytes are kept beside, so that saving what was not touched changes nothing. */
  fillSize(field, bytes) {
    field.value = bytes === null ? "" : String(Math.round((bytes / MB) * 1000) / 1000);
    Object.assign(field.dataset, { shown: field.value, exact: bytes ?? "" });
  }

  sizeOf(field) {
    if (field.value === "") return null;
    return field.value === field.dataset.shown ? Number(field.dataset.exact) : Math.round(Number(field.value) * MB);
  }

  get values() {
    const { fields } = this;
    return {
      readers: this.boxes.filter((box) => box.checked).map((box) => box.value),
      access: fields.access.value,
      include: lines(fields.include.value),
      exclude: lines(fields.exclude.value),
      ...Object.fromEntries(SIZES.map((name) => [name, this.sizeOf(fields[name])])),
      files_per_second: fields.files_per_second.value === "" ? null : Number(fields.files_per_second.value),
      sync_minutes: Number(fields.sync_minutes.value),
      watch: fields.watch.checked,
    };
  }
}

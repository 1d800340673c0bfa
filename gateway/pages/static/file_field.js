// The field of a file: chosen or dropped, named, and not too large.

import { Problem } from "./api.js";
import { find } from "./elements.js";
import { size } from "./wording.js";

export class FileField {
  /** The one in `form`, as the macro `file_field` writes it. */
  constructor(form) {
    this.drop = find(".drop", form);
    this.input = find("input[type=file]", form);
    this.name = find(".drop-name", form);
    this.input.addEventListener("change", () => this.named());
    form.addEventListener("reset", () => setTimeout(() => this.named())); // after the field is emptied
    this.acceptDrops();
    this.named(); // a file chosen before this module ran, or kept by the browser over a reload
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
    this.name.textContent = file ? `${file.name}（${size(file.size)}）` : "";
  }

  /** Throws a problem for a file that need not be sent. */
  check() {
    const file = this.input.files[0];
    const limit = Number(this.drop.dataset.limit);
    if (file.size > limit) {
      throw new Problem({ title: "大きすぎます", detail: `送れるのは ${size(limit)} までです（選んだファイルは ${size(file.size)}）。分けるか、小さくしてから送ってください。` });
    }
    if (file.size === 0) throw new Problem({ title: "ファイルが空です", detail: "中身のあるファイルを選び直してください。" });
  }
}

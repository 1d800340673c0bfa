// A file taken into a shared list, and what became of its lines.

import { clearProblem, showProblem } from "./alerts.js";
import { Problem, upload } from "./api.js";
import { element, find } from "./elements.js";
import { FileField } from "./file_field.js";
import { count } from "./wording.js";

export class Import {
  /** `noun` is what people call the list; `done()` is called when a file was taken in. */
  constructor(form, noun, done) {
    Object.assign(this, { form, noun, done });
    this.file = new FileField(form);
    this.said = find("#imported", form);
    form.addEventListener("submit", (event) => this.submit(event));
  }

  show(list, address) {
    if (list.name !== this.list?.name) this.said.replaceChildren();
    Object.assign(this, { list, address });
  }

  async submit(event) {
    event.preventDefault();
    clearProblem();
    const fields = new FormData(this.form);
    if (fields.get("mode") === "replace" && !confirm(`${this.noun}「${this.list.name}」の語を、すべてこのファイルの語に置き換えますか。`)) return;
    fields.set("version", this.list.version);
    try {
      this.file.check();
      this.said.replaceChildren("取り込んでいます…");
      const imported = await upload(`${this.address}/import`, fields, { onProgress: () => {}, signal: new AbortController().signal });
      this.tell(imported);
      this.form.reset();
      await this.done();
    } catch (error) {
      if (error instanceof Problem) this.said.replaceChildren();
      showProblem(error);
    }
  }

  tell({ added, changed, guessed, count: whole, rejected }) {
    const sum = `${count(added)}語を足し、${count(changed)}語を書き替えました（全部で ${count(whole)}語）。`;
    const guess = guessed ? `読みのない ${count(guessed)}語には読みを推定しました。` : "";
    this.said.replaceChildren(element("div", { class: "good" }, element("p", {}, sum + guess)), ...(rejected.length ? [this.leftOut(rejected)] : []));
  }

  leftOut(rejected) {
    const lines = rejected.map(({ line, reason }) => element("tr", {}, element("td", { class: "number" }, line), element("td", {}, reason)));
    return element("div", { class: "notice" }, element("p", {}, `取り込めなかった行が ${rejected.length}行あります。ほかの行は取り込みました。`),
      element("table", {}, element("thead", {}, element("tr", {}, element("th", { scope: "col", class: "number" }, "行"), element("th", { scope: "col" }, "理由"))), element("tbody", {}, lines)));
  }
}

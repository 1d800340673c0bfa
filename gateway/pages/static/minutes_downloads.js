// The files that the minutes can be taken away as, in the style and on the template that was chosen.

import { get } from "./api.js";
import { element, find } from "./elements.js";

const WITH_CORRECTIONS = ["docx", "xlsx"];

export class Downloads {
  constructor(root, edits) {
    this.edits = edits;
    this.links = [...root.querySelectorAll("[data-format]")];
    this.style = find("#style", root);
    this.template = find("#template", root);
    this.corrections = find("#with-corrections", root);
    for (const choice of [this.style, this.template, this.corrections]) choice.addEventListener("change", () => this.point());
    for (const link of this.links) link.addEventListener("click", (event) => this.clicked(event, link));
    this.offerTemplates();
  }

  /** A file asked for while a change is still on its way is to have that change. */
  async clicked(event, link) {
    if (!this.edits.waiting) return;
    event.preventDefault();
    await this.edits.last;
    link.click();
  }

  show(found) {
    this.found = found;
    this.point();
  }

  point() {
    if (!this.found) return;
    for (const link of this.links) {
      link.href = this.address(link.dataset.format);
      link.download = "";
    }
  }

  address(format) {
    return `/v1/transcriptions/${encodeURIComponent(this.found.id)}/export?${this.query(format)}`;
  }

  query(format) {
    const query = new URLSearchParams({ format });
    if (this.style.value) query.set("style", this.style.value);
    if (this.corrections.checked && WITH_CORRECTIONS.includes(format)) query.set("corrections", "true");
    const chosen = this.templates?.[this.template.value];
    if (format === "docx" && chosen) {
      query.set("template", chosen.name);
      if (chosen.department) query.set("department", chosen.department);
    }
    return query;
  }

  async offerTemplates() {
    // Without a template the page works as well: a fault here is not worth an alarm.
    this.templates = await get("/v1/minutes-templates").catch(() => []);
    this.template.append(...this.templates.map(({ name, department }, index) => element("option", { value: index }, department ? `${name}（${department}）` : name)));
    find("#template-choice").hidden = this.templates.length === 0;
  }
}

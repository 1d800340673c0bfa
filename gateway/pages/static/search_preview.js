// The text of one document beside the hits, with what was asked marked.

import { showing } from "./alerts.js";
import { get } from "./api.js";
import { element, find, marked } from "./elements.js";

const LIMIT = 10;
const BEFORE = 2;

export class Preview {
  constructor(section = find("#preview")) {
    this.section = section;
    this.text = find("#preview-text", section);
    find("#preview-close", section).addEventListener("click", () => this.close());
    find("#preview-before", section).addEventListener("click", showing(() => this.turn(-LIMIT)));
    find("#preview-after", section).addEventListener("click", showing(() => this.turn(LIMIT)));
    section.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
  }

  /** Open at the passage that was found; the focus comes back when it is closed. */
  async open(hit, q) {
    this.from = document.activeElement;
    Object.assign(this, { hit, q, offset: Math.max(0, hit.passage - BEFORE) });
    await this.load();
    this.section.hidden = false;
    this.section.focus();
    find(".here", this.text)?.scrollIntoView({ block: "nearest" });
  }

  close() {
    if (this.section.hidden) return;
    this.section.hidden = true;
    this.from?.focus();
  }

  async turn(step) {
    this.offset = Math.max(0, this.offset + step);
    await this.load();
    this.text.scrollTop = 0;
  }

  async load() {
    const query = new URLSearchParams({ q: this.q, offset: this.offset, limit: LIMIT });
    this.show(await get(`/v1/search/documents/${encodeURIComponent(this.hit.id)}?${query}`));
  }

  show(view) {
    const last = view.offset + view.passages.length;
    find("#preview-heading").textContent = view.path.split("/").pop();
    find("#preview-about").textContent = `${view.source}。全${view.total}か所のうち ${view.offset + 1}〜${last}`;
    find("#preview-before").disabled = view.offset === 0;
    find("#preview-after").disabled = last >= view.total;
    this.text.replaceChildren(...view.passages.map((passage, at) => element("div", { class: view.offset + at === this.hit.passage ? "here" : null },
      passage.place.label && element("p", { class: "hint" }, passage.place.label),
      element("p", { class: "passage" }, marked(passage.text, passage.highlights)))));
  }
}

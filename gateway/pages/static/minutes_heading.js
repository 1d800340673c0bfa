// What the meeting is called, when and where it was, and how long it is kept.

import { element, find } from "./elements.js";
import { keptUntil } from "./minutes_kept.js";
import { date } from "./wording.js";

export class Heading {
  constructor(root, edits, player) {
    Object.assign(this, { root, edits, player });
  }

  show(found) {
    this.found = found;
    if (!this.form) this.draw();
  }

  draw() {
    const { found } = this;
    const { minutes } = found;
    const place = minutes?.place;
    const rows = [
      term("会議名", found.title),
      term("開催日", date(found.date ?? minutes?.date) || "（未記入）", !found.date && minutes?.date && "発言から"),
      term("場所", found.place ?? place?.text ?? "（未記入）", !found.place && place && this.player.button(place.start)),
      term("保存", `${found.label}（${keptUntil(found)}）`),
    ];
    const change = element("button", { type: "button", class: "button small quiet", "aria-label": "会議名・開催日・場所・保存の区分を直す", onclick: () => this.open() }, "直す");
    this.root.replaceChildren(element("dl", { class: "heading" }, rows), element("p", { class: "line-actions" }, change));
  }

  open() {
    const { found } = this;
    const title = field("会議名", element("input", { type: "text", id: "heading-title", required: true, maxlength: 200, value: found.title }));
    const held = field("開催日", element("input", { type: "date", id: "heading-date", value: found.date ?? found.minutes?.date }));
    const place = field("場所", element("input", { type: "text", id: "heading-place", maxlength: 200, value: found.place ?? found.minutes?.place?.text }));
    const label = find("#label").cloneNode(true);
    label.id = "heading-label";
    label.value = found.label;
    this.form = element("form", { class: "item-form", "aria-label": "会議の見出しを直す", onsubmit: (event) => this.save(event) }, title, held, place, field("保存の区分", label),
      element("p", { class: "actions" }, element("button", { type: "submit", class: "button small primary" }, "保存する"), element("button", { type: "button", class: "button small secondary", onclick: () => this.close() }, "やめる")));
    this.form.addEventListener("keydown", (event) => { if (event.key === "Escape" && !event.isComposing) this.close(); });
    this.root.replaceChildren(this.form);
    find("input", this.form).focus();
  }

  close() {
    this.form = null;
    this.draw();
    find("button.quiet", this.root).focus();
  }

  async save(event) {
    event.preventDefault();
    const operations = this.operations();
    if (operations.length && !(await this.edits.change(...operations))) return;
    this.close();
  }

  operations() {
    const { found } = this;
    const typed = (id) => find(`#heading-${id}`, this.form).value.trim();
    const wanted = { title: typed("title"), date: typed("date") || null, place: typed("place") || null, label: typed("label") };
    const before = { title: found.title, date: found.date ?? found.minutes?.date ?? null, place: found.place ?? found.minutes?.place?.text ?? null, label: found.label };
    return Object.keys(wanted).filter((name) => wanted[name] !== before[name] && (wanted[name] || name !== "label")).map((name) => ({ op: name, [name]: wanted[name] }));
  }
}

function term(name, value, from = null) {
  return element("div", {}, element("dt", {}, name), element("dd", {}, value, from && element("span", { class: "hint" }, " ", from)));
}

function field(label, input) {
  return element("div", { class: "field" }, element("label", { for: input.id }, label), input);
}

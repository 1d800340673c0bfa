// The form in which a person writes one item of the minutes.

import { element } from "./elements.js";

let forms = 0;

export class ItemForm {
  /** `heard`: the id of the segment that is heard now, to which the item may be tied. */
  constructor(kind, item, heard, { save, leave }) {
    Object.assign(this, { kind, item, heard });
    this.number = forms++;
    this.inputs = new Map(kind.fields.map((field) => [field.name, this.input(field)]));
    this.tie = element("input", { type: "checkbox" });
    const buttons = element("p", { class: "actions" },
      element("button", { type: "submit", class: "button small primary" }, item ? "保存する" : "加える"),
      element("button", { type: "button", class: "button small secondary", onclick: leave }, "やめる"));
    this.node = element("form", { class: "item-form", "aria-label": `${kind.noun}を${item ? "直す" : "足す"}` },
      kind.fields.map((field) => this.field(field)),
      heard && element("label", { class: "check" }, this.tie, " いま聞いている発言に結び付ける"), buttons);
    this.node.addEventListener("submit", (event) => { event.preventDefault(); save(this.typed()); });
    this.node.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") leave();
      if (event.key === "Enter" && event.ctrlKey) { event.preventDefault(); this.node.requestSubmit(); }
    });
  }

  input({ name, long, type = "text", required = false, placeholder }) {
    const attributes = { id: `item-${this.number}-${name}`, required, placeholder, autocomplete: "off" };
    const input = long ? element("textarea", { ...attributes, rows: 2, maxlength: 2000 }) : element("input", { ...attributes, type, maxlength: type === "text" ? 2000 : null });
    input.value = this.item?.[name] ?? "";
    return input;
  }

  field({ name, label, long }) {
    return element("div", { class: long ? "field wide" : "field" }, element("label", { for: `item-${this.number}-${name}` }, label), this.inputs.get(name));
  }

  typed() {
    const members = Object.fromEntries([...this.inputs].map(([name, input]) => [name, input.value.trim() || null]));
    return this.tie.checked ? { ...members, segment: this.heard } : members;
  }

  focus() {
    [...this.inputs.values()][0].focus();
  }
}

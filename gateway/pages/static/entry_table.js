// The entries of a shared list: found, corrected and struck out, a part of them shown at a time.

import { element, find } from "./elements.js";
import { count } from "./wording.js";

const SHOWN = 200;

export class EntryTable {
  /**
   * `kind` tells of an entry: `columns`, each an input's attributes (`name`, `aria-label` …) or none of them, with
   * `show(entry)` and `cell(entry)`, the attributes of its cell; `key(entry)`, what names it; `compare(one, other)`;
   * `matches(entry, typed)`; `corrected(entry, values)`; `begin`, the input where correcting begins; `hint`. The first
   * column is what people call it. `change({add, remove})` makes a change and tells whether it was made.
   */
  constructor(body, kind, change) {
    Object.assign(this, { body, kind, change, entries: [], most: SHOWN });
    this.filter = find("#filter");
    this.filter.addEventListener("input", () => { this.most = SHOWN; this.draw(); });
    this.more = find("#more");
    this.more.addEventListener("click", () => { this.most += SHOWN; this.draw(); });
  }

  show(entries) {
    this.entries = [...entries].sort(this.kind.compare);
    this.draw();
  }

  get found() {
    const typed = this.filter.value.trim();
    return this.entries.filter((entry) => !typed || this.kind.matches(entry, typed));
  }

  draw() {
    const { found } = this;
    const open = this.body.querySelector("tr.open");
    this.body.replaceChildren(...(open ? [open] : []), ...found.slice(0, this.most).filter((entry) => !open || this.keyOf(entry) !== open.dataset.key).map((entry) => this.row(entry)));
    this.more.hidden = found.length <= this.most;
    find("#entries-about").textContent = this.filter.value ? `${count(this.entries.length)}語のうち ${count(found.length)}語` : `${count(found.length)}語${this.kind.hint}`;
  }

  row(entry) {
    const name = this.nameOf(entry);
    const edit = element("button", { type: "button", class: "button small quiet", "aria-label": `「${name}」を直す`, onclick: () => this.edit(row, entry) }, "直す");
    const strike = element("button", { type: "button", class: "button small quiet", "aria-label": `「${name}」を消す`, onclick: () => this.change({ remove: [this.kind.key(entry)] }) }, "消す");
    const cells = this.kind.columns.map(({ input, cell = () => ({}), show = (each) => each[input.name] }) => element("td", cell(entry), show(entry)));
    const row = element("tr", { "data-key": this.keyOf(entry) }, cells, element("td", {}, edit, strike));
    return row;
  }

  edit(row, entry) {
    const inputs = [];
    const cells = this.kind.columns.map(({ input }, at) => {
      if (!input) return row.children[at];
      inputs.push(element("input", { type: "text", autocomplete: "off", value: entry[input.name], ...input }));
      return element("td", {}, inputs.at(-1));
    });
    const leave = () => { const back = this.row(entry); row.replaceWith(back); find("button", back).focus(); };
    const save = async () => {
      const typed = this.kind.corrected(entry, Object.fromEntries(inputs.map((input) => [input.name, input.value.trim()])));
      row.classList.remove("open");
      if (await this.change({ remove: [this.kind.key(entry)], add: [typed] })) this.focus(this.nameOf(typed));
      else row.classList.add("open");
    };
    row.classList.add("open");
    row.onkeydown = (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") leave();
      if (event.key === "Enter" && event.target.matches("input")) save();
    };
    const buttons = element("td", {}, element("button", { type: "button", class: "button small primary", onclick: save }, "保存"), " ", element("button", { type: "button", class: "button small secondary", onclick: leave }, "やめる"));
    row.replaceChildren(...cells, buttons);
    inputs.find((input) => input.name === this.kind.begin).focus();
  }

  focus(name) {
    const at = this.found.findIndex((entry) => this.nameOf(entry) === name);
    if (at >= this.most) { this.most = at + 1; this.draw(); }
    find(`[aria-label="${CSS.escape(`「${name}」を直す`)}"]`, this.body)?.focus();
  }

  nameOf(entry) {
    return entry[this.kind.columns[0].input.name];
  }

  keyOf(entry) {
    return JSON.stringify(this.kind.key(entry));
  }
}

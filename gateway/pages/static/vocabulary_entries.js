// The words of a vocabulary: found, corrected and struck out, a part of them shown at a time.

import { element, find } from "./elements.js";

const SHOWN = 200;
const FIELDS = [["written", "表記", 100], ["reading", "読み", 200], ["kind", "種類", 40], ["note", "メモ", 400]];

export class Entries {
  /** `change({add, remove})` makes a change and tells whether it was made. */
  constructor(body, change) {
    Object.assign(this, { body, change, entries: [], most: SHOWN });
    this.filter = find("#filter");
    this.filter.addEventListener("input", () => { this.most = SHOWN; this.draw(); });
    this.more = find("#more");
    this.more.addEventListener("click", () => { this.most += SHOWN; this.draw(); });
  }

  show(entries) {
    // 五十音順; what has no reading yet comes first.
    this.entries = [...entries].sort((a, b) => ORDER.compare(a.reading, b.reading) || ORDER.compare(a.written, b.written));
    this.draw();
  }

  get found() {
    const wanted = katakana(this.filter.value.trim());
    return this.entries.filter((entry) => !wanted || katakana(entry.written).includes(wanted) || entry.reading.includes(wanted));
  }

  draw() {
    const { found } = this;
    const open = this.body.querySelector("tr.open");
    this.body.replaceChildren(...(open ? [open] : []), ...found.slice(0, this.most).filter((entry) => !open || keyOf(entry) !== open.dataset.key).map((entry) => this.row(entry)));
    this.more.hidden = found.length <= this.most;
    const count = (number) => number.toLocaleString("ja-JP");
    find("#entries-about").textContent = this.filter.value ? `${count(this.entries.length)}語のうち ${count(found.length)}語` : `${count(found.length)}語。「推定」の読みは機械が付けたものです。確かめて直してください。`;
  }

  row(entry) {
    const edit = element("button", { type: "button", class: "button small quiet", "aria-label": `「${entry.written}」を直す`, onclick: () => this.edit(row, entry) }, "直す");
    const strike = element("button", { type: "button", class: "button small quiet", "aria-label": `「${entry.written}」を消す`, onclick: () => this.change({ remove: [key(entry)] }) }, "消す");
    const reading = entry.reading ? [entry.reading, entry.guessed && element("span", { class: "guess" }, "（推定）")] : [element("span", { class: "guess" }, "読みなし")];
    const row = element("tr", { "data-key": keyOf(entry) }, element("td", {}, entry.written), element("td", {}, reading), element("td", {}, entry.kind), element("td", {}, entry.note), element("td", {}, edit, strike));
    return row;
  }

  edit(row, entry) {
    const inputs = FIELDS.map(([name, label, maxlength]) => element("input", { type: "text", name, maxlength, value: entry[name], "aria-label": label, autocomplete: "off", list: name === "kind" ? "kinds" : null, required: name === "written" }));
    const leave = () => { const back = this.row(entry); row.replaceWith(back); find("button", back).focus(); };
    const save = async () => {
      const typed = Object.fromEntries(inputs.map((input) => [input.name, input.value.trim()]));
      typed.guessed = entry.guessed && typed.reading === entry.reading;
      row.classList.remove("open");
      if (await this.change({ remove: [key(entry)], add: [typed] })) this.focus(typed.written);
      else row.classList.add("open");
    };
    row.classList.add("open");
    row.onkeydown = (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") leave();
      if (event.key === "Enter" && event.target.matches("input")) save();
    };
    const buttons = element("td", {}, element("button", { type: "button", class: "button small primary", onclick: save }, "保存"), " ", element("button", { type: "button", class: "button small secondary", onclick: leave }, "やめる"));
    row.replaceChildren(...inputs.map((input) => element("td", {}, input)), buttons);
    inputs[0].focus();
  }

  focus(written) {
    const at = this.found.findIndex((entry) => entry.written === written);
    if (at >= this.most) { this.most = at + 1; this.draw(); }
    find(`[aria-label="${CSS.escape(`「${written}」を直す`)}"]`, this.body)?.focus();
  }
}

const ORDER = new Intl.Collator("ja");
const key = ({ written, reading }) => ({ written, reading });
const keyOf = (entry) => JSON.stringify(key(entry));

/** Hiragana as katakana, as the readings are kept. */
const katakana = (text) => text.replace(/[ぁ-ゖ]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0x60));

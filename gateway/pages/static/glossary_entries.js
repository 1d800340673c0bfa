// The words of a glossary: found, corrected and struck out, a part of them shown at a time.

import { element, find } from "./elements.js";
import { count, date } from "./wording.js";

const SHOWN = 200;
const ORDER = new Intl.Collator("ja");
const key = ({ source, source_language, target_language }) => ({ source, source_language, target_language });

export class Entries {
  /** `change({add, remove})` makes a change and tells whether it was made; `names` are those of languages. */
  constructor(body, names, change) {
    Object.assign(this, { body, names, change, entries: [], most: SHOWN });
    this.filter = find("#filter");
    this.filter.addEventListener("input", () => { this.most = SHOWN; this.draw(); });
    this.more = find("#more");
    this.more.addEventListener("click", () => { this.most += SHOWN; this.draw(); });
  }

  show(entries) {
    this.entries = [...entries].sort((a, b) => ORDER.compare(a.source, b.source) || ORDER.compare(a.target_language, b.target_language));
    this.draw();
  }

  draw() {
    const wanted = this.filter.value.trim().toLowerCase();
    const found = this.entries.filter((entry) => `${entry.source}\n${entry.target}`.toLowerCase().includes(wanted));
    this.body.replaceChildren(...found.slice(0, this.most).map((entry) => this.row(entry)));
    this.more.hidden = found.length <= this.most;
    find("#entries-about").textContent = wanted ? `${count(this.entries.length)}語のうち ${count(found.length)}語` : `${count(found.length)}語`;
  }

  row(entry) {
    const languages = [entry.source_language, entry.target_language].map((code) => this.names.get(code) ?? code).join("→");
    const edit = element("button", { type: "button", class: "button small quiet", "aria-label": `「${entry.source}」を直す`, onclick: () => this.edit(row, entry) }, "直す");
    const strike = element("button", { type: "button", class: "button small quiet", "aria-label": `「${entry.source}」を消す`, onclick: () => this.change({ remove: [key(entry)] }) }, "消す");
    const row = element("tr", {}, element("td", {}, entry.source), element("td", { lang: entry.target_language }, entry.target), element("td", { class: "narrow" }, languages), element("td", {}, entry.note), element("td", { class: "narrow" }, `${entry.by} ${date(entry.at)}`), element("td", {}, edit, strike));
    return row;
  }

  edit(row, entry) {
    const inputs = [["source", "原語", 200], ["target", "訳語", 200], ["note", "備考", 400]].map(([name, label, maxlength]) => element("input", { type: "text", name, maxlength, value: entry[name], "aria-label": label, autocomplete: "off", required: name !== "note" }));
    const [source, target, note] = inputs;
    const leave = () => { const back = this.row(entry); row.replaceWith(back); find("button", back).focus(); };
    const save = () => this.change({ remove: [key(entry)], add: [{ ...key(entry), source: source.value.trim(), target: target.value.trim(), note: note.value.trim() }] });
    row.onkeydown = (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") leave();
      if (event.key === "Enter" && event.target.matches("input")) save();
    };
    const buttons = element("td", {}, element("button", { type: "button", class: "button small primary", onclick: save }, "保存"), " ", element("button", { type: "button", class: "button small secondary", onclick: leave }, "やめる"));
    row.replaceChildren(element("td", {}, source), element("td", {}, target), row.children[2], element("td", {}, note), row.children[4], buttons);
    target.focus();
  }
}

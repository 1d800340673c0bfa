// The files of a source that could not be read: why, when, and again.

import { showing } from "./alerts.js";
import { call, get } from "./api.js";
import { element, find } from "./elements.js";
import { count, dateTime } from "./wording.js";

const LIMIT = 20;

export class Failures {
  /** `retried(job)` follows the sync that tries again; absent for who may not. */
  constructor(section, address, retried) {
    Object.assign(this, { section, address, retried, code: "", offset: 0, shown: null });
    find("#failures-before").addEventListener("click", showing(() => this.turn(-LIMIT)));
    find("#failures-after").addEventListener("click", showing(() => this.turn(LIMIT)));
    find("#retry-all")?.addEventListener("click", showing(() => this.retry({ codes: this.code ? [this.code] : [] })));
  }

  /** Load what changed: `mark` is another one whenever the list may be. */
  async follow(mark) {
    if (mark === this.shown) return;
    await this.load();
    this.shown = mark;
  }

  async load() {
    const query = new URLSearchParams({ limit: LIMIT, offset: this.offset });
    if (this.code) query.set("code", this.code);
    const found = await get(`${this.address}/failures?${query}`);
    if (!found.failures.length && (this.offset || this.code)) {
      if (this.offset) this.offset = Math.max(0, Math.min(this.offset - LIMIT, found.total - 1 - ((found.total - 1) % LIMIT)));
      else this.code = "";
      return this.load();
    }
    this.show(found);
  }

  async turn(step) {
    this.offset = Math.max(0, this.offset + step);
    await this.load();
    find("#failures-heading").focus();
    this.section.scrollIntoView();
  }

  show({ total, counts, titles, failures, unreadable_folders: folders }) {
    const all = Object.values(counts).reduce((sum, each) => sum + each, 0);
    const wasInside = this.section.contains(document.activeElement) && document.activeElement.closest(".failures, #reasons");
    find("#failures-none").hidden = all > 0;
    find("#failures-some").hidden = all === 0;
    find("#reasons div").replaceChildren(...[["", "すべて", all], ...Object.entries(counts).map(([code, each]) => [code, titles[code], each])].map((each) => this.reason(...each)));
    const again = find("#retry-all");
    if (again) again.textContent = this.code ? `この理由の ${count(total)}件を読み直す` : `${count(total)}件をすべて読み直す`;
    find("#failures-range").textContent = total > failures.length ? `${count(total)}件のうち ${count(this.offset + 1)}〜${count(this.offset + failures.length)}件` : `${count(total)}件`;
    find("#failure-list").replaceChildren(...failures.map((failure) => this.line(failure, titles[failure.code])));
    find("#failure-pages").hidden = total <= LIMIT;
    find("#failures-before").disabled = this.offset === 0;
    find("#failures-after").disabled = this.offset + failures.length >= total;
    this.showUnlisted(folders);
    if (wasInside) (find("input:checked", this.section) ?? find("#failures-heading")).focus();
  }

  reason(code, title, number) {
    const choose = showing(async () => { Object.assign(this, { code, offset: 0 }); await this.load(); });
    return element("label", {}, element("input", { type: "radio", name: "reason", value: code, checked: code === this.code, onchange: choose }), `${title} ${count(number)}件`);
  }

  line(failure, title) {
    const [name, ...above] = failure.path.split("/").reverse();
    const again = this.retried && element("button", { type: "button", class: "button small secondary", "aria-label": `「${name}」を読み直す`, onclick: showing(() => this.retry({ id: failure.id })) }, "読み直す");
    return element("li", {},
      element("div", {}, element("p", { class: "file" }, name), above.length > 0 && element("p", { class: "hint" }, above.reverse().join(" ＞ "))),
      element("div", {}, element("p", {}, failure.detail.startsWith(title) ? "" : element("strong", {}, `${title}。`), failure.detail), element("p", { class: "hint" }, failure.at ? `${dateTime(failure.at)} に試しました` : "いつ試したかは分かりません")),
      again);
  }

  showUnlisted(folders) {
    const box = find("#unlisted");
    box.hidden = folders.length === 0;
    find("summary", box).textContent = `中を見られなかったフォルダー ${count(folders.length)}個`;
    find("ul", box).replaceChildren(...folders.map((folder) => element("li", {}, folder || "（全体）")));
  }

  async retry(which) {
    await this.retried(await call("POST", `${this.address}/failures/retry`, { body: which }));
    this.shown = null;
    await this.load();
  }
}

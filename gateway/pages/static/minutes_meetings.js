// これまでの議事録: the person's meetings, found by title, opened and deleted; kept fresh while one is being heard.

import { clearProblem, showProblem, showing } from "./alerts.js";
import { call, get } from "./api.js";
import { element, find } from "./elements.js";
import { isFinal } from "./job_links.js";
import { statusOf } from "./job_status.js";
import { keptUntil } from "./minutes_kept.js";
import { removalQuestion } from "./minutes_removal.js";
import { date, spokenClock } from "./wording.js";

const PAGE = 20;
const REFRESH_MILLISECONDS = 5000;
const TYPING_MILLISECONDS = 300;

export class Meetings {
  constructor(section) {
    Object.assign(this, { section, offset: 0, asked: 0 });
    this.body = find("tbody", section);
    this.title = find("#meetings-title");
    this.title.addEventListener("input", () => this.later(TYPING_MILLISECONDS, 0));
    find("#meetings-search").addEventListener("submit", showing(() => this.refresh(0)));
    find("#meetings-before").addEventListener("click", showing(() => this.turn(-PAGE)));
    find("#meetings-after").addEventListener("click", showing(() => this.turn(PAGE)));
    document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(this.timer) : this.isShown && this.later(0)));
  }

  /** The list goes with the form: where a meeting is open there is neither. */
  get isShown() {
    return this.section.checkVisibility();
  }

  later(milliseconds, offset = this.offset) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(offset).catch(showProblem), milliseconds);
  }

  async turn(step) {
    await this.refresh(Math.max(0, this.offset + step));
    find("#meetings-heading").focus();
  }

  async refresh(offset = this.offset) {
    clearTimeout(this.timer);
    const asked = ++this.asked;
    const query = new URLSearchParams({ limit: PAGE + 1, offset, title: this.title.value.trim() });
    const found = await get(`/v1/transcriptions?${query}`);
    if (asked !== this.asked) return; // something else was asked meanwhile
    if (!found.length && offset) return this.refresh(Math.max(0, offset - PAGE));
    this.offset = offset;
    this.show(found);
    if (this.isShown && found.some((each) => !isFinal(each))) this.later(REFRESH_MILLISECONDS);
  }

  show(found) {
    const listed = found.slice(0, PAGE);
    const shown = JSON.stringify(listed);
    if (shown !== this.shown) this.draw(listed);
    this.shown = shown;
    const isSearching = Boolean(this.title.value.trim());
    this.section.hidden = !listed.length && !isSearching;
    find("#meetings-none").hidden = listed.length > 0;
    find("#meetings-scroll").hidden = !listed.length;
    find("#meetings-pages").hidden = !this.offset && found.length <= PAGE;
    find("#meetings-before").disabled = !this.offset;
    find("#meetings-after").disabled = found.length <= PAGE;
    find("#meetings-range").textContent = `${this.offset + 1}〜${this.offset + listed.length}件目`;
  }

  /** Drawn anew only when something changed; the keyboard stays in its place. */
  draw(listed) {
    const focused = this.body.contains(document.activeElement) && document.activeElement.id;
    this.body.replaceChildren(...listed.map((each) => this.row(each)));
    if (focused) document.getElementById(focused)?.focus();
  }

  row(each) {
    const link = element("a", { id: `open-${each.id}`, href: `/minutes?id=${encodeURIComponent(each.id)}` }, each.title);
    const remove = element("button", { type: "button", id: `remove-${each.id}`, class: "button small quiet", "aria-label": `「${each.title}」を消す`, onclick: showing(() => this.remove(each)) }, "消す");
    const owner = this.section.dataset.admin === "yes" && element("td", { class: "short" }, each.owner);
    const held = [date(each.date), element("p", { class: "hint" }, `受け付け ${date(each.created_at)}`)];
    const kept = [each.label, element("p", { class: "hint" }, keptUntil(each))];
    return element("tr", {}, element("td", { class: "title" }, link), owner, element("td", { class: "short" }, held), element("td", { class: "short" }, each.duration ? spokenClock(each.duration) : "—"), element("td", {}, kept), element("td", {}, statusOf(each)), element("td", { class: "short" }, remove));
  }

  async remove(each) {
    const running = isFinal(each) ? "" : "いま処理中です。処理も取り消します。";
    if (!confirm(running + removalQuestion(each.title))) return;
    clearProblem();
    await call("DELETE", `/v1/transcriptions/${encodeURIComponent(each.id)}`);
    find("#meetings-spoken").textContent = `「${each.title}」を消しました`;
    await this.refresh();
    find("#meetings-heading").focus();
  }
}

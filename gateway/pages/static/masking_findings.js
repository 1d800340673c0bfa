// The table of findings: what, where, why, and the person's decision.

import { element, find } from "./elements.js";

const CHOICES = [["accept", "採用"], ["reject", "却下"]];
const LABELS = Object.fromEntries(CHOICES);

export class Findings {
  /** `decide(changes)` saves; the table is shown anew after it. */
  constructor(body, decide) {
    Object.assign(this, { body, decide, onlyUndecided: false });
  }

  show(all) {
    const focused = this.focused();
    this.body.replaceChildren(...all.map((finding) => this.row(finding, countAlike(all, finding))));
    this.narrow(this.onlyUndecided);
    this.refocus(focused);
  }

  row(finding, alike) {
    const all = alike > 1 && element("input", { type: "checkbox" });
    const choices = CHOICES.map(([choice, label]) => this.button(finding, choice, label, all));
    const state = finding.decision ?? "undecided";
    return element("tr", { class: `finding ${state}`, "data-finding": finding.id },
      element("td", {}, finding.entity_label),
      element("td", { class: "context" }, finding.before, element("mark", {}, finding.text), finding.after),
      element("td", {}, finding.place.text),
      element("td", {}, finding.why, element("p", { class: "hint" }, `確からしさ ${Math.round(finding.score * 100)}%、根拠 ${finding.reason}`)),
      element("td", {}, element("div", { class: "choices" }, choices), decidedBy(finding), all && element("label", {}, all, ` 同じもの${alike}件すべて`)));
  }

  button(finding, choice, label, all) {
    const onclick = () => {
      const decision = finding.decision === choice ? null : choice;
      this.decide({ decisions: [{ id: finding.id, decision, alike: Boolean(all && all.checked) }] });
    };
    const attributes = { type: "button", class: "choice", "data-choice": choice, "aria-pressed": finding.decision === choice, "aria-label": `${finding.entity_label}「${finding.text}」を${label}`, onclick };
    return element("button", attributes, label);
  }

  /** The machine's own proposal for all that is undecided, as a person may take it over. */
  proposals(all) {
    return all.filter((finding) => !finding.decision).map(({ id, proposed }) => ({ id, decision: proposed }));
  }

  narrow(onlyUndecided) {
    this.onlyUndecided = onlyUndecided;
    for (const row of this.body.children) row.hidden = onlyUndecided && !row.classList.contains("undecided");
  }

  goToUndecided() {
    find(".undecided", this.body)?.scrollIntoView({ block: "center" });
  }

  /** Show the finding, whatever is narrowed, with the keyboard on its decision. */
  goTo(id) {
    const row = find(`[data-finding="${CSS.escape(id)}"]`, this.body);
    row.hidden = false;
    row.scrollIntoView({ block: "center" });
    find("[data-choice]", row).focus({ preventScroll: true });
  }

  /** Which button has the keyboard, to give it back after the table was drawn anew. */
  focused() {
    const row = document.activeElement?.closest("[data-finding]");
    return row && [row.dataset.finding, document.activeElement.dataset.choice];
  }

  refocus(focused) {
    if (!focused) return;
    const [id, choice] = focused;
    const row = find(`[data-finding="${CSS.escape(id)}"]`, this.body);
    const next = row?.hidden ? find("tr:not([hidden])", this.body) : row;
    find(`[data-choice="${choice ?? "accept"}"]`, next ?? this.body)?.focus();
  }
}

function decidedBy(finding) {
  return element("p", { class: "hint" }, finding.decision ? `判断した人 ${finding.decided_by}` : `案は${LABELS[finding.proposed]}`);
}

/** Spacing and width do not make a word another one. */
const folded = (text) => text.normalize("NFKC").replace(/\s/g, "");

function countAlike(all, finding) {
  return all.filter((each) => each.entity_type === finding.entity_type && folded(each.text) === folded(finding.text)).length;
}

// What a person should look at of all that was decided automatically.

import { element, find } from "./elements.js";

export const AUTOMATIC = "自動";

export class Watched {
  /** `goTo(id)` brings a finding of the table below into view. */
  constructor(section, goTo) {
    Object.assign(this, { section, goTo });
  }

  show({ decided, findings, columns }) {
    const lines = [...findings.map((finding) => this.finding(finding)), ...columns.map(column)];
    this.section.hidden = lines.length === 0;
    find("#watched-about").textContent = `自動で決めた${decided}件のうち${findings.length}件と、列ごとに扱った${columns.length}列です。違っていれば下の一覧で決め直してください。`;
    find("#watched").replaceChildren(...lines);
  }

  finding({ id, attention, entity_label: label, place, why, score }) {
    const reason = `${why}、確からしさ ${Math.round(score * 100)}%`;
    const look = element("button", { type: "button", class: "button small secondary", "aria-label": `${label}（${place.text}）を見る`, onclick: () => this.goTo(id) }, "見る");
    return element("li", {}, `${label}（${place.text}）：${attention} `, look, element("p", { class: "hint" }, reason));
  }
}

function column({ place, kind_label: kind, treatment_label: treatment, cells, why }) {
  return element("li", {}, `${place}：${kind}として${cells.toLocaleString()}件を「${treatment}」にしました`, element("p", { class: "hint" }, why));
}

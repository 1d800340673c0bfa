// The columns of a table, and who stands out by what stays of them. No column is treated unseen.

import { element, find } from "./elements.js";

export class Columns {
  /** `choose(changes)` saves; everything is shown anew after it. */
  constructor(section, choose) {
    Object.assign(this, { section, choose });
    find("#columns-rest").addEventListener("click", () => choose({ rest: true }));
    find("#drop-small").addEventListener("change", (event) => choose({ drop_small: event.target.checked }));
  }

  show({ columns, tables, k, drop_small: drop }) {
    const focused = this.section.contains(document.activeElement) && document.activeElement.id;
    this.section.hidden = columns.length === 0;
    this.columns = columns;
    find("#columns-rest").hidden = columns.every((column) => column.decided_by);
    find("#columns").replaceChildren(...columns.map((column) => this.row(column)));
    find("#small-groups").replaceChildren(...tables.flatMap((table) => this.judgement(table, drop)));
    find("#drop-small-field").hidden = !drop && tables.every((table) => table.small === 0);
    find("#drop-small").checked = drop;
    find("#drop-small-text").textContent = `同じ組み合わせが${k}件未満の行を、公開用ファイルから除く`;
    if (focused) document.getElementById(focused)?.focus();
  }

  row(column) {
    const name = `${column.sheet_title} ${column.number}列目 ${column.heading}`.trim();
    const { id } = column;
    return element("tr", { class: `column ${column.decided_by ? "decided" : "undecided"}` },
      element("th", { scope: "row" }, column.heading || "（見出しなし）", element("p", { class: "hint" }, `${column.sheet_title} ${column.number}列目、${column.cells.toLocaleString()}件`.trim())),
      element("td", {}, column.kind_label, element("p", { class: "hint" }, column.why)),
      element("td", { class: "examples" }, element("ul", {}, column.examples.map(shownExample)), column.unreadable > 0 && element("p", { class: "hint" }, `${column.unreadable.toLocaleString()}件は読み取れないため空にします`)),
      element("td", {},
        element("select", { id: `treatment-${id}`, "aria-label": `${name} の扱い`, onchange: (event) => this.choose({ columns: [{ id, treatment: event.target.value }] }) }, column.choices.map((each) => element("option", { value: each.treatment, selected: each.treatment === column.treatment }, each.label))),
        element("p", { class: "hint" }, column.decided_by ? `決めた人 ${column.decided_by}` : "案です。まだ決めていません"),
        element("label", { class: "check" }, element("input", { id: `quasi-${id}`, type: "checkbox", checked: column.quasi, onchange: (event) => this.choose({ columns: [{ id, quasi: event.target.checked }] }) }), " 人を見分ける手がかりになる")),
    );
  }

  judgement(table, drop) {
    const where = table.sheet ? `${table.sheet}：` : "";
    const by = table.columns.join("・");
    if (!table.small) return [box("good", element("p", {}, `${where}「${by}」の組み合わせが同じ記録は、どれも${table.smallest}件以上あります（基準 ${table.k}件）。`))];
    const head = `${where}「${by}」の組み合わせが同じ記録が${table.k}件に満たないものが、全${table.records.toLocaleString()}件のうち${table.small.toLocaleString()}件あります。ほかの情報と合わせると、誰のことかわかるおそれがあります。`;
    return [box("notice", element("p", {}, element("strong", {}, head)), drop && element("p", {}, "これらの行は公開用ファイルから除きます。"), this.rows(table), this.combinations(table), this.helps(table))];
  }

  rows({ groups, small, small_rows_shown: shown }) {
    const lines = groups.map((group) => `${group.rows.join("、")}行目`);
    return element("details", {}, element("summary", {}, "該当する行"), element("p", {}, lines.join("／"), shown < small ? `　ほか${small - shown}件` : ""));
  }

  combinations({ combinations: found }) {
    if (!found.length) return null;
    return element("details", {}, element("summary", {}, "どの組み合わせで少なくなるか"), element("ul", {}, found.map((each) => element("li", {}, `${each.columns.join("と")}だけで${each.records.toLocaleString()}件`))));
  }

  helps({ helps, small }) {
    const useful = helps.filter((help) => help.records < small);
    if (!useful.length) return element("p", {}, "一つの列を変えるだけでは減りません。いくつかの列をより粗くするか、該当する行を除いてください。");
    return element("div", {}, element("p", {}, "こうすると減ります："), element("ul", { class: "helps" }, useful.map((help) => this.help(help))));
  }

  help({ column: id, treatment, records }) {
    const column = this.columns.find((each) => each.id === id);
    const label = column.choices.find((each) => each.treatment === treatment)?.label ?? treatment;
    const text = `「${column.heading || `${column.number}列目`}」を「${label}」に変える（残り${records.toLocaleString()}件）`;
    return element("li", {}, element("button", { type: "button", class: "button small secondary", onclick: () => this.choose({ columns: [{ id, treatment }] }) }, text));
  }
}

const box = (kind, ...children) => element("div", { class: kind }, children);

function shownExample({ before, after }) {
  if (before === after) return element("li", {}, before);
  return element("li", {}, before, " → ", after ? element("strong", {}, after) : element("em", {}, "（空）"));
}

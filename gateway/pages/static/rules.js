// 規則を試す: a city's own rules as loaded, and others tried on a text. Nothing is saved.

import { showProblem, showing } from "./alerts.js";
import { call, get } from "./api.js";
import { cutAtSpans } from "./code_points.js";
import { element, find } from "./elements.js";

const ADDRESS = "/v1/masking/rules";
const CHANGES = { added: "新しく見つかる", removed: "見つからなくなる", same: "変わらない" };
const [form, sample, rules] = [find("#try"), find("#sample"), find("#rules")];
const submit = find("[type=submit]", form);
let present = { text: "" };

function tell(loaded) {
  present = loaded;
  rules.value ||= loaded.text;
  const rows = [
    ...loaded.allow.map((each) => row("探さない語", each.word, "", "", each.line)),
    ...loaded.deny.map((each) => row("必ず探す語", each.word, each.label, "", each.line)),
    ...loaded.pattern.map((each) => row("形", [each.name, element("code", {}, each.expression)], each.label, shownExample(each), each.line)),
  ];
  const also = loaded.also.map((each) => each.label).join("、");
  const about = loaded.file ? `${loaded.file} から読みました（${rows.length}件）。` : "まだ独自の規則はありません。下で書いて試せます。";
  find("#present-about").textContent = also ? `${about}ふだん探さない${also}も探します。` : about;
  find("#present-scroll").hidden = rows.length === 0;
  find("#present").replaceChildren(...rows);
  find("#kinds").textContent = loaded.kinds.map((each) => `${each.kind}（${each.label}）`).join("、");
  find("#target").textContent = loaded.file ? `規則のファイル（${loaded.file}）` : "新しい規則のファイル（たとえば rules.toml。設定 YAKUBA_MASKING_RULES でその場所を指します）";
}

const row = (rule, what, kind, example, line) => element("tr", {}, [rule, what, kind, example, `${present.file} ${line}行目`].map((each) => element("td", {}, each)));

function shownExample({ example, context, score }) {
  const words = context.length ? `近くの語：${context.join("、")}` : null;
  return [example || "（なし）", element("p", { class: "hint" }, [`確からしさ ${percent(score)}`, words].filter(Boolean).join("、"))];
}

const percent = (score) => `${Math.round(score * 100)}%`;

form.addEventListener("submit", showing(async () => {
  const tried = { text: sample.value, rules: rules.value };
  submit.disabled = true;
  form.setAttribute("aria-busy", true);
  find("#result").hidden = true;
  try {
    show(tried, await call("POST", `${ADDRESS}/try`, { body: tried }));
  } catch (error) {
    if (error.members?.line) selectLine(error.members.line);
    throw error;
  } finally {
    submit.disabled = false;
    form.removeAttribute("aria-busy");
  }
}));

function show({ text, rules: tried }, found) {
  const many = (change) => found.filter((each) => each.change === change).length;
  find("#summary").textContent = `今の規則と比べて、新しく見つかる ${many("added")}件、見つからなくなる ${many("removed")}件、変わらない ${many("same")}件。`;
  find("#marked").replaceChildren(...cutAtSpans(text, found).map(piece));
  const points = Array.from(text);
  find("#findings").replaceChildren(...found.map((each) => element("tr", {},
    element("td", {}, each.change === "same" ? CHANGES.same : element("span", { class: `badge ${each.change}` }, CHANGES[each.change])),
    element("td", {}, points.slice(each.start, each.end).join("")),
    element("td", {}, each.label), element("td", { class: "number" }, percent(each.score)), element("td", {}, each.why))));
  find("#final").value = tried;
  find("#copied").textContent = "";
  const result = find("#result");
  result.hidden = false;
  result.focus({ preventScroll: true });
  result.scrollIntoView();
}

function piece({ text, inside }) {
  if (!inside.length) return text;
  const title = inside.map((each) => `${each.label} ${percent(each.score)} ${each.why}（${CHANGES[each.change]}）`).join("、");
  return element("mark", { class: [...new Set(inside.map((each) => each.change))].join(" "), title }, text);
}

/** Select the line that a problem names, counted from 1. */
function selectLine(number) {
  const lines = rules.value.split("\n");
  const start = lines.slice(0, number - 1).reduce((sum, line) => sum + line.length + 1, 0);
  rules.setSelectionRange(start, start + (lines[number - 1] ?? "").length);
}

find("#reset").addEventListener("click", () => { rules.value = present.text; });
find("#copy").addEventListener("click", showing(async () => {
  const final = find("#final");
  final.select();
  // Without TLS a browser lends no clipboard: then the text is selected, ready for Ctrl+C.
  if (navigator.clipboard) await navigator.clipboard.writeText(final.value);
  find("#copied").textContent = navigator.clipboard ? "コピーしました" : "選びました。Ctrl+C でコピーしてください。";
}));

get(ADDRESS).then(tell).catch(showProblem);

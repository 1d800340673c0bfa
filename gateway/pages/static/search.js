// ファイル全文検索: the address holds the question, so that going back and bookmarks work.

import { clearProblem, showProblem, showing } from "./alerts.js";
import { get } from "./api.js";
import { element, find, notes } from "./elements.js";
import { FACETS, showFacets } from "./search_facets.js";
import { hitLine } from "./search_hits.js";
import { Preview } from "./search_preview.js";
import { SavedSearches } from "./search_saved.js";
import "./search_sources.js";

const LIMIT = 10;
const form = find("#query");
let asking = new AbortController();

const asked = () => new URLSearchParams(location.search);
const preview = new Preview();
const saved = new SavedSearches({ asked, go: (query) => { history.pushState(null, "", `?${query}`); run({ focus: true }); } });

async function run({ focus = false } = {}) {
  const query = asked();
  fill(query);
  find("#found").hidden = !query.get("q");
  if (!query.get("q")) return;
  asking.abort();
  preview.close();
  asking = new AbortController();
  clearProblem();
  query.set("limit", LIMIT);
  find("#found-count").textContent = "探しています…";
  try {
    show(await get(`/v1/search?${query}`, { signal: asking.signal }), Number(query.get("offset") ?? 0));
    if (focus) find("#found-heading").focus();
  } catch (error) {
    if (error.name !== "AbortError") find("#found").hidden = true;
    showProblem(error, error.code === "bad_query" && faultOf(query.get("q"), error.members.position));
  }
}

/** The query with the place of its fault marked; the offset counts code points. */
function faultOf(q, position) {
  const points = Array.from(q);
  find("#q").setSelectionRange(points.slice(0, position).join("").length, points.slice(0, position + 1).join("").length);
  return element("p", { class: "fault" }, points.slice(0, position).join(""), element("mark", {}, points[position] ?? "（ここ）"), points.slice(position + 1).join(""));
}

function fill(query) {
  form.elements.q.value = query.get("q") ?? "";
  form.elements.mode.value = query.get("mode") ?? "hybrid";
  find("#sort").value = query.get("sort") ?? "relevance";
  find("#fold").checked = query.get("fold") !== "false";
}

/** Go to a changed address; anything but the page starts again at the first. */
function go(change, options) {
  const query = asked();
  query.delete("offset");
  change(query);
  history.pushState(null, "", `?${query}`);
  run(options);
}

function show(answer, offset) {
  const last = offset + answer.hits.length;
  find("#found-count").textContent = answer.total ? `${answer.total}件${answer.more ? "以上" : ""}のうち ${offset + 1}〜${last}件（${Math.round(answer.took_ms)}ミリ秒）` : "見つかりませんでした。ことばを変えるか、絞り込みを外してください。";
  find("#notes").replaceChildren(...notes(answer.notes));
  find("#also").replaceChildren(...also(answer));
  find("#hits").replaceChildren(...answer.hits.map((hit) => hitLine(hit, showing(() => preview.open(hit, asked().get("q"))))));
  showFacets(answer.facets, asked(), go);
  find("#paging").hidden = answer.total <= LIMIT;
  find("#previous").disabled = offset === 0;
  find("#next").disabled = last >= answer.total;
  find("#page-range").textContent = `${Math.floor(offset / LIMIT) + 1} / ${Math.ceil(answer.total / LIMIT)} ページ`;
}

/** What else may have been meant, what else was searched, and whether only new documents are shown. */
function also({ did_you_mean: meant, expanded }) {
  const ask = (q) => element("button", { type: "button", class: "button small quiet", onclick: () => go((query) => query.set("q", q), { focus: true }) }, q);
  const others = Object.entries(expanded).map(([word, names]) => element("p", { class: "hint" }, `「${word}」は ${names.map((name) => `「${name}」`).join("")} でも探しました。`));
  const all = element("button", { type: "button", class: "button small quiet", onclick: () => go((query) => query.delete("new_since")) }, "すべて見る");
  return [meant && element("p", {}, "もしかして：", ask(meant)), ...others, asked().has("new_since") && element("p", {}, "前に見たあとに加わった文書、変わった文書だけを表示しています。", all)].filter(Boolean);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  go((query) => {
    for (const name of [...FACETS, "new_since"]) query.delete(name);
    query.set("q", form.elements.q.value.trim());
    query.set("mode", form.elements.mode.value);
  });
});
for (const radio of form.elements.mode) radio.addEventListener("change", () => asked().get("q") && form.requestSubmit());
const turn = (pages) => () => {
  const offset = Number(asked().get("offset") ?? 0) + pages * LIMIT;
  go((query) => offset > 0 && query.set("offset", offset), { focus: true });
};
find("#previous").addEventListener("click", turn(-1));
find("#next").addEventListener("click", turn(1));
find("#sort").addEventListener("change", (event) => go((query) => query.set("sort", event.target.value)));
find("#fold").addEventListener("change", (event) => go((query) => query.set("fold", event.target.checked)));
addEventListener("popstate", () => run());
run();
saved.list().catch(showProblem);

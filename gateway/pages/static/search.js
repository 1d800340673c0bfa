// ファイル全文検索: the address holds the question, so that going back and bookmarks work.

import { clearProblem, showProblem } from "./alerts.js";
import { get } from "./api.js";
import { element, find, notes } from "./elements.js";
import { hitLine } from "./search_hits.js";
import { typeLabel } from "./search_types.js";
import "./search_sources.js";

const LIMIT = 10;
const FACETS = ["type", "source"];
const form = find("#query");
let asking = new AbortController();

const asked = () => new URLSearchParams(location.search);

async function run({ focus = false } = {}) {
  const query = asked();
  fill(query);
  find("#found").hidden = !query.get("q");
  if (!query.get("q")) return;
  asking.abort();
  asking = new AbortController();
  clearProblem();
  query.delete("job");
  query.set("limit", LIMIT);
  find("#found-count").textContent = "探しています…";
  try {
    show(await get(`/v1/search?${query}`, { signal: asking.signal }), Number(query.get("offset") ?? 0));
    if (focus) find("#found-heading").focus();
  } catch (error) {
    if (error.name !== "AbortError") find("#found").hidden = true;
    showProblem(error);
  }
}

function fill(query) {
  form.elements.q.value = query.get("q") ?? "";
  form.elements.mode.value = query.get("mode") ?? "hybrid";
}

/** Go to a changed address; anything but the page starts again at the first. */
function go(change, options) {
  const query = asked();
  query.delete("offset");
  query.delete("job");
  change(query);
  history.pushState(null, "", `?${query}`);
  run(options);
}

function show(answer, offset) {
  const last = offset + answer.hits.length;
  find("#found-count").textContent = answer.total ? `${answer.total}件のうち ${offset + 1}〜${last}件（${Math.round(answer.took_ms)}ミリ秒）` : "見つかりませんでした。ことばを変えるか、絞り込みを外してください。";
  find("#notes").replaceChildren(...notes(answer.notes));
  find("#hits").replaceChildren(...answer.hits.map(hitLine));
  for (const name of FACETS) showFacet(name, answer.facets[name] ?? []);
  find("#paging").hidden = answer.total <= LIMIT;
  find("#previous").disabled = offset === 0;
  find("#next").disabled = last >= answer.total;
  find("#page-range").textContent = `${Math.floor(offset / LIMIT) + 1} / ${Math.ceil(answer.total / LIMIT)} ページ`;
}

function showFacet(name, values) {
  const chosen = asked().getAll(name);
  const all = [...values, ...chosen.filter((value) => !values.some((each) => each.value === value)).map((value) => ({ value, count: 0 }))];
  find(`#facet-${name}`).hidden = all.length === 0;
  find(`#facet-${name} div`).replaceChildren(...all.map(({ value, count }) => {
    const onchange = (event) => go((query) => {
      const kept = query.getAll(name).filter((each) => each !== value);
      query.delete(name);
      for (const each of event.target.checked ? [...kept, value] : kept) query.append(name, each);
    });
    const box = element("input", { type: "checkbox", checked: chosen.includes(value), onchange });
    return element("label", {}, box, name === "type" ? typeLabel(value) : value, element("span", { class: "count" }, `${count}件`));
  }));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  go((query) => {
    for (const name of FACETS) query.delete(name);
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
addEventListener("popstate", () => run());
run();

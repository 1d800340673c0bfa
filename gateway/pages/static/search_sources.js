// The folders that are searched, in short.

import { showProblem } from "./alerts.js";
import { get } from "./api.js";
import { element, find } from "./elements.js";
import { sourceState } from "./source_states.js";
import { count, dateTime } from "./wording.js";

const section = find("#sources");

async function list() {
  const sources = await get("/v1/search/sources");
  find("#sources-empty").hidden = sources.length > 0;
  find("#sources-scroll").hidden = sources.length === 0;
  find("tbody", section).replaceChildren(...sources.map(line));
}

function line(source) {
  const link = element("a", { href: `/search/sources?id=${encodeURIComponent(source.name)}` }, source.name);
  const waiting = source.pending ? `（あと ${count(source.pending)}件）` : "";
  const state = source.status === "ready" ? [] : [" ", sourceState(source)];
  return element("tr", {}, element("td", {}, link, state), element("td", {}, `${count(source.indexed)}件${waiting}`), element("td", {}, dateTime(source.synced_at) || "まだ"));
}

list().catch(showProblem);

// Saved searches: each says how many documents are new since it was last looked at.

import { showing } from "./alerts.js";
import { call, get } from "./api.js";
import { element, find } from "./elements.js";
import { FACETS } from "./search_facets.js";

const MOST = 100;
const address = (saved) => `/v1/search/saved/${encodeURIComponent(saved.id)}`;

export class SavedSearches {
  /** `asked()` is the present query, `go(query)` leads to another. */
  constructor({ asked, go }) {
    Object.assign(this, { asked, go });
    find("#save").addEventListener("submit", showing((event) => this.save(event.target)));
  }

  async list() {
    const found = await get("/v1/search/saved");
    find("#saved").hidden = found.length === 0;
    find("#saved-list").replaceChildren(...found.map((saved) => this.line(saved)));
  }

  line(saved) {
    const button = (text, label, work) => element("button", { type: "button", class: "button small quiet", "aria-label": `「${saved.name}」${label}`, onclick: showing(work) }, text);
    const count = saved.new >= MOST ? `${MOST}件以上` : `${saved.new}件`;
    const news = saved.new === null ? element("span", { class: "hint" }, saved.note) : saved.new > 0 && button(`新着 ${count}`, `の新着 ${count}を見る`, () => this.open(saved, true));
    return element("li", {}, button(saved.name, "で検索する", () => this.open(saved, false)), news,
      button("名前を変える", "の名前を変える", () => this.rename(saved)), button("消す", "を消す", () => this.remove(saved)));
  }

  async open(saved, onlyNew) {
    this.go(addressOf(saved, onlyNew));
    await call("POST", `${address(saved)}/seen`);
    await this.list();
  }

  async save(form) {
    await call("POST", "/v1/search/saved", { body: { name: form.elements.name.value.trim(), query: queryOf(this.asked()) } });
    form.reset();
    await this.list();
    find("#saved-heading").focus();
  }

  async rename(saved) {
    const name = prompt("新しい名前", saved.name)?.trim();
    if (!name) return;
    await call("PATCH", address(saved), { body: { name } });
    await this.list();
  }

  async remove(saved) {
    if (!confirm(`保存した検索「${saved.name}」を消しますか。`)) return;
    await call("DELETE", address(saved));
    await this.list();
  }
}

function queryOf(asked) {
  const facets = Object.fromEntries(FACETS.map((name) => [name, asked.getAll(name)]));
  return { q: asked.get("q"), mode: asked.get("mode") ?? "hybrid", sort: asked.get("sort") ?? "relevance", fold: asked.get("fold") !== "false", ...facets };
}

function addressOf({ query, seen_at: seen }, onlyNew) {
  const address = new URLSearchParams({ q: query.q, mode: query.mode });
  if (query.sort !== "relevance") address.set("sort", query.sort);
  if (!query.fold) address.set("fold", "false");
  for (const name of FACETS) for (const value of query[name]) address.append(name, value);
  if (onlyNew) address.set("new_since", seen);
  return address;
}

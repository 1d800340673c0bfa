// By what the answer can be narrowed: boxes for kinds, and folders to go into.

import { element, find } from "./elements.js";
import { typeLabel } from "./search_types.js";

export const BOXES = ["type", "source", "year"];
export const FACETS = [...BOXES, "folder"];
const LABELS = { type: typeLabel, source: (name) => name, year: (year) => `${year}年` };

/** `go(change)` leads to the address that `change(query)` makes of the present one. */
export function showFacets(facets, query, go) {
  for (const name of BOXES) showBoxes(name, facets[name] ?? [], query.getAll(name), go);
  showFolders(facets.folder ?? [], query.get("folder"), go);
}

function showBoxes(name, values, chosen, go) {
  const empty = chosen.filter((value) => !values.some((each) => each.value === value));
  const all = [...values, ...empty.map((value) => ({ value, count: 0 }))];
  find(`#facet-${name}`).hidden = all.length === 0;
  find(`#facet-${name} div`).replaceChildren(...all.map(({ value, count }) => {
    const onchange = (event) => go((query) => {
      const kept = query.getAll(name).filter((each) => each !== value);
      query.delete(name);
      for (const each of event.target.checked ? [...kept, value] : kept) query.append(name, each);
    });
    const box = element("input", { type: "checkbox", checked: chosen.includes(value), onchange });
    return element("label", {}, box, LABELS[name](value), element("span", { class: "count" }, `${count}件`));
  }));
}

function showFolders(values, chosen, go) {
  const into = (folder) => () => go((query) => (folder ? query.set("folder", folder) : query.delete("folder")));
  const button = (text, folder, ...more) => element("li", {}, element("button", { type: "button", class: "button small quiet", onclick: into(folder) }, text), ...more);
  const steps = chosen ? chosen.split("/") : [];
  const above = steps.map((step, at) => button(at === steps.length - 1 ? `${step} の中` : step, steps.slice(0, at + 1).join("/")));
  const below = values.map(({ value, count }) => button(value.split("/").pop(), value, element("span", { class: "count" }, `${count}件`)));
  find("#facet-folder").hidden = above.length + below.length === 0;
  find("#facet-folder div").replaceChildren(element("ul", { class: "folders" }, chosen ? button("すべてのフォルダー", "") : null, above, below));
}

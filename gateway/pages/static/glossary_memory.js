// The translation memory: searched, corrected, taken back, and exchanged as TMX.

import { showing } from "./alerts.js";
import { call, get, upload } from "./api.js";
import { element, find, notes } from "./elements.js";
import { exportTo } from "./exporting.js";
import { count, date } from "./wording.js";

const ADDRESS = "/v1/translate/memory";
const SHOWN = 50;
const ORIGINS = { typed: "登録", suggestion: "提案", correction: "文書の訂正", import: "取り込み" };

export function bindMemory(names) {
  let shown = 0;

  async function draw(from = 0) {
    const words = encodeURIComponent(find("#words").value.trim());
    const page = await get(`${ADDRESS}?q=${words}&limit=${SHOWN}&offset=${from}`);
    const rows = page.units.map(row);
    if (from) find("#units").append(...rows);
    else find("#units").replaceChildren(...rows);
    shown = from + rows.length;
    find("#memory-about").textContent = `${count(page.total)}件`;
    find("#memory-more").hidden = shown >= page.total;
  }

  function row(unit) {
    const act = (label, work) => element("button", { type: "button", class: "button small quiet", "aria-label": `「${unit.source.slice(0, 30)}」の訳を${label}`, onclick: showing(work) }, label);
    const link = `${ADDRESS}/${encodeURIComponent(unit.id)}`;
    const buttons = [
      act("直す", () => edit(line, unit, link)),
      unit.earlier.length ? act("元に戻す", async () => { await call("POST", `${link}/undo`, { body: { version: unit.version } }); await draw(); }) : null,
      act("消す", async () => { if (confirm("この訳を翻訳メモリーから消しますか。元に戻せません。")) { await call("DELETE", link); await draw(); } }),
    ];
    const languages = [unit.source_language, unit.target_language].map((code) => names.get(code) ?? code).join("→");
    const line = element("tr", {}, element("td", {}, unit.source), element("td", { lang: unit.target_language }, unit.target), element("td", { class: "narrow" }, languages), element("td", {}, `${unit.by} ${date(unit.at)}（${ORIGINS[unit.origin]}）`), element("td", {}, buttons));
    return line;
  }

  function edit(line, unit, link) {
    const text = element("textarea", { rows: 2, maxlength: 5000, "aria-label": "訳文" }, unit.target);
    const save = element("button", { type: "button", class: "button small primary", onclick: showing(async () => { await call("PATCH", link, { body: { version: unit.version, target: text.value.trim() } }); await draw(); }) }, "保存");
    const leave = element("button", { type: "button", class: "button small secondary", onclick: () => line.replaceWith(row(unit)) }, "やめる");
    line.children[1].replaceChildren(text);
    line.children[4].replaceChildren(save, " ", leave);
    text.focus();
  }

  find("#search").addEventListener("submit", showing(() => draw()));
  find("#memory-more").addEventListener("click", showing(() => draw(shown)));
  find("#memory-export").addEventListener("click", showing(() => exportTo(`${ADDRESS}/export`, "翻訳メモリー.tmx")));
  find("#memory-import").addEventListener("submit", showing(async () => {
    const form = find("#memory-import");
    const done = await upload(`${ADDRESS}/import`, new FormData(form));
    find("#memory-imported").replaceChildren(...notes([`${count(done.added)}件を足し、${count(done.changed)}件の訳を替えました。`], "good"), ...notes(done.rejected.length ? [`取り込めなかった組が ${count(done.rejected.length)}件あります（${done.rejected[0].line}行目：${done.rejected[0].reason}）。`] : []));
    form.reset();
    await draw();
  }));
  draw().catch((error) => showing(() => { throw error; })());
}

// Named lists that everyone uses and their owner changes, one of them open: 辞書 and 用語集.

import { clearProblem, showProblem, showing } from "./alerts.js";
import { call, get } from "./api.js";
import { element, find } from "./elements.js";
import { EntryTable } from "./entry_table.js";
import { exportTo } from "./exporting.js";
import { Import } from "./list_import.js";
import { nameInAddress, namedInAddress } from "./sending.js";
import { count } from "./wording.js";

export class SharedLists {
  /**
   * `noun`: what people call such a list; `page`: the title of the page; `path`: where the lists are; `about(list)`:
   * the cell that tells of it besides; `fields`: the inputs of an entry, the first of them typed in first; `kept`:
   * those that stay as they are for the next; `unharmed`: what a deletion leaves as it is; `shown(list)`: called when
   * one is shown; `table`: of `EntryTable`.
   */
  constructor({ noun, page, path, about, fields, kept, unharmed, shown = () => {}, table }) {
    Object.assign(this, { noun, page, path, about, fields, kept, unharmed, shown, opened: null });
    this.article = find("#opened");
    this.entries = new EntryTable(find("#entries"), table, (changes) => this.change(changes));
    this.imports = new Import(find("#import"), noun, async () => { await this.open(this.opened.name); await this.list(); });
    find("#make").addEventListener("submit", showing(() => this.make()));
    find("#add").addEventListener("submit", (event) => this.add(event));
    find("#delete").addEventListener("click", showing(() => this.erase()));
    for (const button of document.querySelectorAll("[data-export]")) {
      button.addEventListener("click", showing(() => exportTo(`${this.address}/export?${button.dataset.export}`, `${this.opened.name}.${button.dataset.suffix}`)));
    }
  }

  /** Show the lists, and the one that the page's address names. */
  async start() {
    const name = namedInAddress();
    try {
      if (name) await this.open(name);
    } catch (error) {
      showProblem(error);
    }
    await this.list().catch(showProblem);
  }

  get address() {
    return this.addressOf(this.opened.name);
  }

  addressOf(name) {
    return `${this.path}/${encodeURIComponent(name)}`;
  }

  async list() {
    const found = await get(this.path);
    find("#list-empty").hidden = found.length > 0;
    find("#list-scroll").hidden = found.length === 0;
    find("#list").replaceChildren(...found.map((each) => this.row(each)));
  }

  row(each) {
    const link = element("a", { href: `?id=${encodeURIComponent(each.name)}`, onclick: showing(() => this.choose(each.name)) }, each.name);
    return element("tr", { "aria-current": each.name === this.opened?.name ? "true" : null }, element("td", {}, link), element("td", {}, each.department), element("td", { class: "number" }, count(each.count)), this.about(each), element("td", {}, each.owner));
  }

  async choose(name) {
    await this.open(name);
    await this.list();
    this.article.focus();
    this.article.scrollIntoView({ block: "start" });
  }

  async open(name) {
    this.show(await get(this.addressOf(name)));
    nameInAddress(name);
  }

  show(list) {
    this.opened = list;
    this.article.hidden = false;
    document.title = `${list.name} | ${this.page} | Yakuba`;
    find("#opened-title").textContent = list.name;
    find("#opened-about").textContent = [list.department, `登録した人 ${list.owner}`].filter(Boolean).join("、");
    this.entries.show(list.entries);
    this.imports.show(list, this.address);
    this.shown(list);
  }

  /** Make `changes` (`{add, remove}`) from the version that is shown; false when that failed and was told. */
  async change(changes) {
    clearProblem();
    try {
      this.show(await call("PATCH", `${this.address}/entries`, { body: { version: this.opened.version, ...changes } }));
      await this.list();
      return true;
    } catch (error) {
      const reload = () => this.open(this.opened.name).then(clearProblem, showProblem);
      showProblem(error, error.status === 409 && element("p", { class: "actions" }, element("button", { type: "button", class: "button small secondary", onclick: reload }, "最新の内容を読み込む（入力は残します）")));
      return false;
    }
  }

  async make() {
    const [name, department] = [find("#name").value.trim(), find("#department").value.trim()];
    await call("PUT", this.addressOf(name), { body: { version: 0, department, entries: [] } });
    find("#make").reset();
    await this.open(name);
    // Before the lists are asked for: who types at once is not interrupted.
    this.begin();
    await this.list();
  }

  async add(event) {
    event.preventDefault();
    const entry = Object.fromEntries(this.fields.map((name) => [name, find(`#${name}`).value.trim()]));
    if (!(await this.change({ add: [entry] }))) return;
    for (const name of this.fields) if (!this.kept.includes(name)) find(`#${name}`).value = "";
    this.begin();
  }

  begin() {
    find(`#${this.fields[0]}`).focus();
  }

  async erase() {
    if (!confirm(`${this.noun}「${this.opened.name}」を消しますか。${count(this.opened.count)}語がすべて消え、元に戻せません。${this.unharmed}`)) return;
    await call("DELETE", this.address);
    this.opened = null;
    this.article.hidden = true;
    history.replaceState(null, "", location.pathname);
    await this.list();
    find("#name").focus();
  }
}

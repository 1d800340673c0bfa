// The minutes as found by rule and as a person left them: each item heard, corrected, struck out, or added.

import { element, find } from "./elements.js";
import { ItemForm } from "./minutes_item_form.js";
import { SECTIONS, itemsOf } from "./minutes_items.js";

export class Sections {
  constructor(root, edits, player, segments) {
    this.sections = [...root.querySelectorAll("[data-section]")].map((node) => new Section(node, edits, player, segments));
  }

  show(found) {
    const names = new Map(found.speakers.map((speaker) => [speaker.id, speaker.name]));
    for (const section of this.sections) section.show(found, names);
  }
}

class Section {
  constructor(node, edits, player, segments) {
    Object.assign(this, { node, edits, player, segments });
    this.name = node.dataset.section;
    this.kind = SECTIONS[this.name];
    this.list = find(".items", node);
    this.isSingle = this.name === "next_meeting";
  }

  show(found, names) {
    const items = itemsOf(found.minutes, this.name);
    // A section that did not change keeps what is open in it.
    const shown = JSON.stringify([items, this.name === "agenda" || this.name === "tasks" ? [...names] : 0]);
    if (shown === this.shown) return;
    Object.assign(this, { shown, items, names });
    this.draw();
  }

  draw() {
    const nodes = this.items.map((item, index) => this.line(item, index));
    const list = nodes.length ? element("ul", { class: "mentions" }, nodes) : element("p", {}, this.kind.none);
    const add = element("button", { type: "button", class: "button small quiet add", onclick: () => this.write() }, `${this.kind.noun}を足す`);
    this.list.replaceChildren(list, ...(this.isSingle && nodes.length ? [] : [add]));
    if (this.form) this.list.append(this.form.node);
  }

  line(item, index) {
    const change = element("button", { type: "button", class: "button small quiet", "aria-label": `${this.kind.noun}${index + 1}を直す`, onclick: () => this.write(item) }, "直す");
    const strike = element("button", { type: "button", class: "button small quiet", "aria-label": `${this.kind.noun}${index + 1}を消す`, onclick: () => this.strike(item) }, "消す");
    const body = element("div", { class: "body" }, this.kind.nodes(item, { player: this.player, names: this.names }));
    return element("li", {}, body, element("p", { class: "line-actions" }, change, strike));
  }

  /** A form for `item`, or for a new one, below the list. */
  write(item = null) {
    this.form?.node.remove();
    this.form = new ItemForm(this.kind, item, this.segments.player.current?.dataset.segment, {
      save: (typed) => this.save(item, typed),
      leave: () => this.leave(),
    });
    this.list.append(this.form.node);
    this.form.focus();
  }

  leave() {
    this.form.node.remove();
    this.form = null;
    find(".add, .quiet", this.list)?.focus();
  }

  async save(item, typed) {
    const members = this.kind.item?.(typed, item) ?? typed;
    const index = this.indexOf(item);
    // Struck out or changed by somebody else meanwhile: what was typed is then an item of its own.
    const action = item && index >= 0 ? "change" : "add";
    const made = await this.edits.change({ op: "minutes", section: this.name, action, index: Math.max(index, 0), item: members });
    if (made) this.leave();
  }

  async strike(item) {
    await this.edits.change({ op: "minutes", section: this.name, action: "delete", index: this.indexOf(item) });
    find(".add", this.list)?.focus();
  }

  indexOf(item) {
    return this.items.findIndex((each) => JSON.stringify(each) === JSON.stringify(item));
  }
}

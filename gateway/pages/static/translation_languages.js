// The pairs that can be translated, and how far each may be trusted.

import { element, find } from "./elements.js";

const AUTO = "auto";
const PLAIN_JAPANESE = "ja-Hira";

export class Languages {
  constructor(source, target, quality) {
    Object.assign(this, { sourceList: source, targetList: target, quality, pairs: [] });
    source.addEventListener("change", () => this.fillTargets());
    target.addEventListener("change", () => this.tell());
  }

  get source() { return this.sourceList.value; }

  get target() { return this.targetList.value; }

  get style() {
    return this.isPlain ? { furigana: find("#furigana").value, spaced: find("#spaced").checked } : {};
  }

  get isPlain() { return this.target === PLAIN_JAPANESE; }

  fill(pairs) {
    this.pairs = pairs;
    const names = new Map(pairs.map((pair) => [pair.source, pair.source_name]));
    const options = [...names].map(([code, name]) => element("option", { value: code }, name));
    this.sourceList.replaceChildren(...options, element("option", { value: AUTO }, "自動で見分ける"));
    if (names.has("ja")) this.sourceList.value = "ja";
    this.fillTargets();
  }

  fillTargets() {
    const before = this.target;
    const fitting = this.pairs.filter((pair) => this.source === AUTO || pair.source === this.source);
    const names = new Map(fitting.map((pair) => [pair.target, pair.target_name]));
    this.targetList.replaceChildren(...[...names].map(([code, name]) => element("option", { value: code }, name)));
    if (names.has(before)) this.targetList.value = before;
    else if (names.has("en")) this.targetList.value = "en";
    this.tell();
  }

  tell() {
    find("#plain").hidden = !this.isPlain;
    const pair = this.pairs.find((each) => each.source === this.source && each.target === this.target);
    this.quality.className = `quality ${pair?.quality ?? ""}`;
    this.quality.textContent = pair ? `${pair.source_name}から${pair.target_name}：${pair.via ? "英語を経由します。" : ""}${pair.quality_label}${ending(pair)}` : "品質は、原文の言語によって変わります。";
  }
}

function ending(pair) {
  return pair.installed ? "。" : "。モデルが入っていないため、いまは使えません。管理者に連絡してください。";
}

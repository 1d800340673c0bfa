// Plain Japanese: how easy it has become, and what a person should still change.

import { element } from "./elements.js";

export function assessment(readability) {
  const parts = [element("h3", {}, "読みやすさ"), element("p", {}, scores(readability))];
  if (!readability.advice.length) return [...parts, element("p", {}, "直したほうがよい箇所は見つかりませんでした。")];
  const advice = readability.advice.map((each) => element("li", {}, `${each.message}：`, element("span", { lang: "ja" }, each.words.join("、"))));
  return [...parts, element("p", {}, "人が直したほうがよい箇所"), element("ul", { id: "advice" }, advice)];
}

function scores({ before, after }) {
  if (before == null || after == null) return "測れる文がありません。";
  return `原文 ${before} → やさしい日本語 ${after}。0.5から6.5までの目安で、大きいほどやさしい文です。`;
}

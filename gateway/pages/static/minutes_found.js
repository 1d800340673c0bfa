// What was found in the minutes by rule: decisions, to-dos, attendees, agenda, the next meeting.

import { element, find } from "./elements.js";

export function showFoundMinutes(minutes, player) {
  find("#decisions").replaceChildren(mentions(minutes?.decisions, player, "決定事項は見つかりませんでした。"));
  find("#tasks").replaceChildren(tasks(minutes?.tasks, player));
  const next = minutes?.next_meeting ? [minutes.next_meeting] : [];
  const more = [["出席者", minutes?.attendees], ["議題", minutes?.agenda], ["次回", next]];
  const sections = more.filter(([, items]) => items?.length).map(([title, items]) => element("section", {}, element("h3", {}, title), mentions(items, player)));
  find("#more-minutes").replaceChildren(...sections);
}

function mentions(items, player, none) {
  if (!items?.length) return element("p", {}, none);
  return element("ul", { class: "mentions" }, items.map((item) => element("li", {}, item.text, " ", player.button(item.start))));
}

function tasks(items, player) {
  if (!items?.length) return element("p", {}, "宿題は見つかりませんでした。");
  return element("ul", { class: "mentions" }, items.map((item) => element("li", {}, item.what, " ", player.button(item.start), element("dl", {}, term("担当", item.who), term("期限", item.due)))));
}

function term(name, value) {
  return element("div", {}, element("dt", {}, name), element("dd", {}, value ?? "（聞き取れません）"));
}

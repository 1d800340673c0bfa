// What each section of the minutes holds: the fields that a person may write, and how an item reads.

import { element } from "./elements.js";
import { date } from "./wording.js";

const text = (name, label, more = {}) => ({ name, label, ...more });
const REQUIRED = { required: true };
const EXACT_DAY = /\d+月\d+日/;

/** By section: `none` said when it is empty, `fields` of its form, `item(typed, before)` for the API, `nodes(item, page)`. */
export const SECTIONS = {
  decisions: {
    noun: "決定事項",
    none: "決定事項は見つかりませんでした。",
    fields: [text("text", "決定したこと", { ...REQUIRED, long: true }), text("about", "何について")],
    nodes: (item, { player }) => [
      sentence(item, player),
      item.about && !item.text.includes(item.about) && element("p", { class: "hint" }, `対象：${item.about}`),
      item.agreed && element("p", { class: "hint" }, `賛同：「${item.agreed.text}」 `, player.button(item.agreed.start)),
    ],
  },
  tasks: {
    noun: "宿題",
    none: "宿題は見つかりませんでした。",
    fields: [text("what", "すること", { ...REQUIRED, long: true }), text("who", "担当"), text("due", "期限", { placeholder: "例：11月25日まで" }), text("due_date", "期限の日付", { type: "date" })],
    item: (typed, before) => ({ text: before?.text ?? typed.what, ...typed }),
    nodes: (item, { player, names }) => [
      sentence({ ...item, text: item.what }, player),
      element("dl", {}, term("担当", taskHolder(item, names)), term("期限", due(item))),
    ],
  },
  attendees: {
    noun: "出席者",
    none: "出席者の名前は見つかりませんでした。",
    fields: [text("text", "名前", REQUIRED)],
    nodes: (item, { player }) => [sentence(item, player)],
  },
  next_meeting: {
    noun: "次回",
    none: "次回の予定は見つかりませんでした。",
    fields: [text("when", "日時", { ...REQUIRED, placeholder: "例：12月4日 午後3時" }), text("where", "場所"), text("date", "日付", { type: "date" })],
    item: (typed, before) => ({ text: before?.text ?? [typed.when, typed.where].filter(Boolean).join(" "), ...typed }),
    nodes: (item, { player }) => [sentence({ ...item, text: item.when ?? item.text }, player), element("dl", {}, item.date && term("日付", date(item.date)), item.where && term("場所", item.where))],
  },
  agenda: {
    noun: "議題",
    none: "議題は見つかりませんでした。",
    fields: [text("text", "議題", REQUIRED)],
    nodes: (item, page) => [sentence(item, page.player), discussion(item.discussion, page)],
  },
};

export const itemsOf = (minutes, section) => [minutes?.[section] ?? []].flat();

/** Who does it: the speaker by the name of now, unless a person wrote another. */
const taskHolder = (item, names) => (!item.by_person && names.get(item.speaker)) || item.who;

function due(item) {
  if (!item.due_date) return item.due;
  if (!item.due) return date(item.due_date);
  return EXACT_DAY.test(item.due) ? item.due : `${item.due}（${date(item.due_date)}）`;
}

function sentence(item, player) {
  const wasSaid = item.segment !== "";
  return element("p", {}, item.text, " ", wasSaid && player.button(item.start), " ", item.by_person && element("span", { class: "badge by-person" }, "手直し"));
}

function term(name, value) {
  return element("div", {}, element("dt", {}, name), element("dd", {}, value || "（未定）"));
}

function discussion(remarks, { player, names }) {
  if (!remarks?.length) return null;
  const list = element("ul", { class: "remarks" });
  const details = element("details", {}, element("summary", {}, `話し合い（${remarks.length}文）`), list);
  // Filled when it is opened: a meeting of hours has thousands of sentences.
  details.addEventListener("toggle", () => {
    if (list.hasChildNodes()) return;
    list.append(...remarks.map((remark) => element("li", {}, player.button(remark.start), element("p", {}, names.has(remark.speaker) && element("strong", {}, `${names.get(remark.speaker)}：`), remark.text))));
  });
  return details;
}

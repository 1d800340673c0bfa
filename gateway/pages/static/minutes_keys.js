// The keys that work anywhere on the page of a transcription, also while typing.

import { element, find } from "./elements.js";

const BACK_SECONDS = 5;

/** `[keys as shown, event code, modifier, what it does, in words]` */
const keys = (player, segments) => [
  ["Ctrl+スペース", "Space", "ctrlKey", () => player.toggle(), "再生・一時停止"],
  ["Ctrl+←", "ArrowLeft", "ctrlKey", () => player.skip(-BACK_SECONDS), `${BACK_SECONDS}秒戻る`],
  ["Ctrl+→", "ArrowRight", "ctrlKey", () => player.skip(BACK_SECONDS), `${BACK_SECONDS}秒進む`],
  ["Alt+↓", "ArrowDown", "altKey", () => segments.goToDoubtful(1), "次の要確認へ移って聞く"],
  ["Alt+↑", "ArrowUp", "altKey", () => segments.goToDoubtful(-1), "前の要確認へ移って聞く"],
  ["Alt+Enter", "Enter", "altKey", () => segments.confirm(), "確認済みにして、次の要確認へ"],
];

const WHILE_EDITING = [
  ["Ctrl+Enter", "直した発言を保存する"],
  ["Ctrl+↓ Ctrl+↑", "保存して、次・前の発言を直す"],
  ["Esc", "直すのをやめる"],
];

const UNDOING = [["Ctrl+Z", "元に戻す（入力中でないとき）"], ["Ctrl+Y", "やり直す（入力中でないとき）"]];

export function listenToKeys(player, segments, history, isShown) {
  const table = keys(player, segments);
  addEventListener("keydown", (event) => {
    if (!isShown() || find("dialog[open]")) return;
    const found = table.find(([, code, modifier]) => event.code === code && event[modifier] && !event.shiftKey && !event.metaKey && event.ctrlKey !== event.altKey);
    const does = found?.[3] ?? undoing(event, history);
    if (!does) return;
    event.preventDefault();
    does();
  }, { capture: true });
  explain(table);
}

function undoing(event, history) {
  if (!event.ctrlKey || event.altKey || event.target.matches?.("input, textarea, select")) return null;
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? () => history.redo() : () => history.undo();
  return key === "y" ? () => history.redo() : null;
}

function explain(table) {
  const lines = [...table.map(([keys, , , , words]) => [keys, words]), ...WHILE_EDITING, ...UNDOING];
  const list = find("#keys");
  list.replaceChildren(...lines.map(([keys, words]) => element("div", {}, element("dt", {}, element("kbd", {}, keys)), element("dd", {}, words))));
  const button = find("#keys-open");
  button.addEventListener("click", () => {
    list.hidden = !list.hidden;
    button.setAttribute("aria-expanded", String(!list.hidden));
  });
}

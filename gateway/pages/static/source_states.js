// How a source is, in a word.

import { element } from "./elements.js";

const STATES = {
  new: ["まだ読み取っていません", "queued"], ready: ["最新", "succeeded"], syncing: ["読み取り中", "running"],
  paused: ["一時停止中", "cancelled"], unreachable: ["つながりません", "failed"],
};

/** A badge for the status of a source. */
export function sourceState({ status }) {
  const [text, kind] = STATES[status];
  return element("span", { class: `badge ${kind}` }, text);
}

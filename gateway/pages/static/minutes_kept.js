// How long a meeting's sound and text are kept.

import { date } from "./wording.js";

export function keptUntil({ audio_until: audio, text_until: text }) {
  return `${audio ? `録音は ${date(audio)} まで` : "録音は削除済み"}、${text ? `文字は ${date(text)} まで` : "文字は消すまで残ります"}`;
}

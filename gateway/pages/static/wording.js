// Times, dates and counts as people read them.

const DATE_TIME = new Intl.DateTimeFormat("ja-JP", { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "2-digit" });
const DATE = new Intl.DateTimeFormat("ja-JP", { year: "numeric", month: "long", day: "numeric" });

export const dateTime = (iso) => (iso ? DATE_TIME.format(new Date(iso)) : "");
export const date = (iso) => (iso ? DATE.format(new Date(iso)) : "");

/** Seconds as 1:02:03 or 2:03. */
export function clock(seconds) {
  const [hours, minutes, rest] = parts(seconds);
  const tail = String(rest).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

/** Seconds as 1時間2分3秒, for speech. */
export function spokenClock(seconds) {
  const [hours, minutes, rest] = parts(seconds);
  return `${hours ? `${hours}時間` : ""}${hours || minutes ? `${minutes}分` : ""}${rest}秒`;
}

function parts(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
}

/** Bytes as 1.5 MB. */
export function size(bytes) {
  const units = ["バイト", "KB", "MB", "GB"];
  const power = bytes ? Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10)) : 0;
  const amount = bytes / 1024 ** power;
  return `${power && amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${units[power]}`;
}

/** A number with its thousands told apart: 12,345. */
export const count = (number) => number.toLocaleString("ja-JP");

/** Seconds to come as people say them: 40秒, 3分, 2時間. */
export function about(seconds) {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))}秒`;
  return seconds < 3600 ? `${Math.round(seconds / 60)}分` : `${Math.round(seconds / 3600)}時間`;
}

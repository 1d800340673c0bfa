// What is known of a source, told in words: its state, its numbers, its pace.

import { element, notes } from "./elements.js";
import { about, count, dateTime, size } from "./wording.js";

const READERS = { clerk: "事務", staff: "職員", disclosure: "情報公開担当" };
const ACCESS = { posix: "ファイルを開ける人だけ（Linux の権限）", windows: "ファイルを開ける人だけ（Windows の権限）" };
const KEPT = "前に読み取った文書はそのまま検索できます。";

/** A notice where something is not as usual, or nothing. */
export function stateNotes(source) {
  if (source.status === "unreachable") return notes([source.trouble ?? `このフォルダーにはいまつながりません。${KEPT}管理者に知らせてください。`], "alert");
  if (source.status === "paused") return notes([`読み取りを止めています。${KEPT}新しいファイルや変更は、再開するまで反映されません。`]);
  if (source.status === "new") return notes(["まだ一度も読み取っていません。読み取りが済むまで、このフォルダーの文書は見つかりません。"]);
  return [];
}

/** Pairs for a list of descriptions; what the caller may not know is left out. */
export function facts(source) {
  const readers = source.readers.map((role) => READERS[role]).filter(Boolean).join("、") || "管理者だけ";
  return [
    ["検索できる文書", `${count(source.indexed)}件（${size(source.bytes)}）`],
    ["読み取り待ち", waiting(source)],
    ["意味検索の準備", source.texts_without_vector ? `あと ${count(source.texts_without_vector)}か所。ことばの検索はもう使えます` : "済みました"],
    ["読み取りの速さ", pace(source)],
    ["最後の読み取り", dateTime(source.synced_at) || "まだ"],
    ["次の見直し", next(source)],
    source.path && ["サーバー上の場所", source.path],
    ["検索できる人", [readers, ACCESS[source.options?.access]].filter(Boolean).join("。")],
  ].filter(Boolean).flatMap(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value)));
}

function waiting({ pending, status, throughput }) {
  if (!pending) return "ありません";
  const left = status === "syncing" && throughput.files_per_second ? `（あと約${about(pending / throughput.files_per_second)}）` : "";
  return `${count(pending)}件${left}`;
}

function pace({ throughput, status, synced_at: synced }) {
  const { files, bytes, files_per_second: rate, bytes_per_second: flow } = throughput;
  if (!throughput.files && !synced) return "まだ測っていません";
  const when = status === "syncing" ? "いまの読み取り" : "最後の読み取り";
  return files ? `1秒に ${rate}件、${size(flow)}（${when}で ${count(files)}件、${size(bytes)}）` : `${when}で読み直したファイルはありません`;
}

function next({ next_sync_at: at, status, following, options }) {
  if (status === "paused") return "再開するまでしません";
  if (!at) return "自動では行いません";
  const every = options ? `。${options.sync_minutes}分ごと` : "";
  return `${dateTime(at)}${every}${following === "watching" ? "。そのほかに、変更をすぐに読み取ります" : ""}`;
}

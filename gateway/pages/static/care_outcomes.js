// What a job of care found and did, told in sentences.

import { count, size } from "./wording.js";

/** The sentences of a job that succeeded, and whether something is left to do. */
export function outcome(job) {
  const { result } = job;
  if (job.kind === "snapshot") return { texts: [taken(result)], isFault: false };
  if (job.kind === "restore") return { texts: restored(result), isFault: result.readers_changed.length > 0 };
  if ("before" in result) return { texts: [compacted(result)], isFault: false };
  if ("documents" in result) return { texts: [`${count(result.documents)}件の文書の索引を作り直し、入れ替えました。`], isFault: false };
  const found = faults(result);
  const repaired = job.title.includes("修復");
  const lacking = result.vectors.lacking ? [`意味検索の準備がまだの文が ${count(result.vectors.lacking)}か所あります。次の読み取りで準備されるので、異状ではありません。`] : [];
  if (!found.length) return { texts: [repaired ? "直すところはありませんでした。" : "異状はありません。索引は文書の控えと合っています。", ...lacking], isFault: false };
  return { texts: [`${found.join("、")}。${repaired ? "直しました。" : "「修復する」で直せます。"}`, ...lacking], isFault: !repaired };
}

const taken = ({ bytes, removed }) => `${size(bytes)} の控えを作りました。${removed.length ? `古い控え ${count(removed.length)}件を消しました。` : ""}`;

function restored({ documents, readers_changed: changed }) {
  const readers = (names) => names.join("、") || "（だれも見られません）";
  const told = changed.map(({ name, readers: now, in_snapshot: then }) => `「${name}」を見られる人は、控えを作ったときは ${readers(then)}、いまは ${readers(now)} です。いまの設定のままにしました。`);
  return [`${count(documents)}件の文書の索引を控えから戻しました。`, ...told];
}

function faults({ readable, missing, outdated, extra, vectors }) {
  return [
    !readable && "ことばの索引のファイルが失われていました",
    missing && `索引にない文書が ${count(missing)}件`,
    outdated && `索引の内容が古い文書が ${count(outdated)}件`,
    extra && `もうないのに索引に残る文書が ${count(extra)}件`,
    vectors.damaged && `壊れたベクトルが ${count(vectors.damaged)}件`,
    vectors.unused && `使われていないベクトルが ${count(vectors.unused)}件`,
  ].filter(Boolean);
}

function compacted({ before, after }) {
  const total = (use) => use.database + use.lexical;
  const freed = total(before) - total(after);
  const change = freed > 0 ? `${size(freed)} の場所が空きました` : "空けられる場所はありませんでした";
  return `${change}（整理の前 ${size(total(before))}、後 ${size(total(after))}）。`;
}

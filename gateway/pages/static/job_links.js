// From a job to the page that shows its work.

export const STATUS = { queued: "順番待ち", running: "処理中", succeeded: "完了", failed: "失敗", cancelled: "取り消し" };
export const SERVICES = { transcribe: "議事録作成", search: "ファイル検索", translate: "翻訳", masking: "マスキング" };
const PAGES = { transcribe: "/minutes", translate: "/translation", masking: "/masking" };

export const isFinal = (job) => !["queued", "running"].includes(job.status);

const SECOND_KINDS = ["finalize", "draft"]; // done to a document that an earlier job made

/**
 * The address of the job's page, or null where it cannot be told: a finalizing or drafting job is not the
 * document's own, and names its document only in its result.
 */
export function pageOf(job) {
  if (job.service === "search") return searchPage(job);
  if (job.kind === "bulk") return `/masking/bulk?id=${encodeURIComponent(job.id)}`;
  const made = /\/(?:documents|transcriptions)\/([^/?]+)/.exec(job.result?.links?.self ?? "")?.[1];
  if (SECOND_KINDS.includes(job.kind) && !made) return null;
  return `${PAGES[job.service]}?id=${encodeURIComponent(made ?? job.id)}`;
}

function searchPage(job) {
  if (job.kind !== "sync") return "/search/care";
  const source = /\/sources\/(.+)$/.exec(job.result?.links?.self ?? "")?.[1];
  return source ? `/search/sources?id=${encodeURIComponent(source)}` : "/search/sources";
}

// The gateway's API: JSON in, JSON out, problems as exceptions.

const OWN_PAGE = { "X-Yakuba-Request": "1" };
const NO_ANSWER = "サーバーにつながりません。ネットワークを確かめて、もう一度お試しください。";

/** What went wrong, in words for people (RFC 9457; `detail` says what to do). */
export class Problem extends Error {
  constructor(members) {
    super(members.detail);
    this.title = members.title ?? "エラー";
    this.status = members.status ?? 0;
    this.code = members.code ?? "";
    this.requestId = members.request_id;
    this.members = members;
  }
}

/** The answer itself, whatever is in it. */
async function answered(method, path, { body, signal } = {}) {
  const headers = body === undefined ? OWN_PAGE : { ...OWN_PAGE, "Content-Type": "application/json" };
  let answer;
  try {
    answer = await fetch(path, { method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem({ title: "通信できません", detail: NO_ANSWER });
  }
  if (!answer.ok) throw problemOf(answer.status, await answer.text());
  return answer;
}

export async function call(method, path, options) {
  const answer = await answered(method, path, options);
  return answer.status === 204 ? null : answer.json();
}

/** What is no JSON, as a file. */
export async function blob(method, path, options) {
  return (await answered(method, path, options)).blob();
}

export const get = (path, options) => call("GET", path, options);

/**
 * Send a form with its file, or a file alone; `onProgress(fraction)` while it goes up. XMLHttpRequest, as fetch
 * cannot tell.
 */
export function upload(path, form, { method = "POST", onProgress = () => {}, signal = null } = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, path);
    for (const [name, value] of Object.entries(OWN_PAGE)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText));
      else reject(problemOf(request.status, request.responseText));
    };
    request.onerror = () => reject(new Problem({ title: "送れませんでした", detail: NO_ANSWER }));
    request.onabort = () => reject(new DOMException("aborted", "AbortError"));
    signal?.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}

function problemOf(status, text) {
  try {
    return new Problem({ status, ...JSON.parse(text) });
  } catch {
    return new Problem({ status, detail: `予期しない応答がありました（${status}）。しばらくしてからやり直してください。` });
  }
}

// The one place of the page where problems are told.

import { Problem } from "./api.js";
import { element, find } from "./elements.js";

const region = find("#alert");

/** Show what went wrong, and bring it into view. A cancelled call is no problem. */
export function showProblem(error, action = null) {
  if (error.name === "AbortError") return;
  const problem = error instanceof Problem ? error : new Problem({ title: "画面のエラー", detail: "画面を開き直してください。続くときは管理者に連絡してください。" });
  if (problem !== error) console.error(error);
  region.replaceChildren(
    element("p", {}, element("strong", {}, `${problem.title}。`), problem.message),
    problem.status === 401 ? element("p", {}, signInLink()) : "",
    problem.requestId ? element("p", { class: "hint" }, `問い合わせ番号 ${problem.requestId}`) : "",
    action ?? "",
  );
  region.focus({ preventScroll: true });
  region.scrollIntoView({ block: "center" });
}

export function clearProblem() {
  region.replaceChildren();
}

/** Run an event's work; whatever it throws is shown. */
export function showing(work) {
  return async (event) => {
    event?.preventDefault?.();
    clearProblem();
    try {
      await work(event);
    } catch (error) {
      showProblem(error);
    }
  };
}

function signInLink() {
  const back = encodeURIComponent(location.pathname + location.search);
  return element("a", { href: `/signin?next=${back}` }, "サインインの画面へ");
}

// Fetched first, and only then handed over as a file: a refusal is told on the page, not saved as a CSV.

import { OWN_PAGE, Problem } from "./api.js";
import { element } from "./elements.js";

const KEPT_MILLISECONDS = 60_000;

/** `body` goes along by POST where the file must be asked for so. */
export async function exportTo(address, name, body = null) {
  const headers = { ...OWN_PAGE, "Content-Type": "application/json" };
  const answer = await fetch(address, body ? { method: "POST", headers, body: JSON.stringify(body) } : {});
  if (!answer.ok) throw new Problem({ status: answer.status, ...(await answer.json()) });
  const place = URL.createObjectURL(await answer.blob());
  const link = element("a", { href: place, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(place), KEPT_MILLISECONDS);
}

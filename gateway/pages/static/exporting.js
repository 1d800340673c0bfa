// Fetched first, and only then handed over as a file: a refusal is told on the page, not saved as a CSV.

import { blob } from "./api.js";
import { element } from "./elements.js";

const KEPT_MILLISECONDS = 60_000;

/** `body` goes along by POST where the file must be asked for so. */
export async function exportTo(address, name, body) {
  const place = URL.createObjectURL(await blob(body ? "POST" : "GET", address, { body }));
  const link = element("a", { href: place, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(place), KEPT_MILLISECONDS);
}

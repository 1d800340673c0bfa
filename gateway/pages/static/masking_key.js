// The sealed key file, for administrators where the settings allow it. The passphrase is kept nowhere.

import { showing } from "./alerts.js";
import { Problem } from "./api.js";
import { exportTo } from "./exporting.js";
import { find } from "./elements.js";

const UNLIKE = { title: "鍵ファイルはまだ作っていません", detail: "二つの合言葉が違います。同じものを入力し直してください。" };

/** Ready the form, if the page has it: `document()` is the masked document, `address()` where its key is made, `made()` follows. */
export function keyForm(document, address, made) {
  const form = find("#key");
  form?.addEventListener("submit", showing(async () => {
    const [passphrase, again] = [find("#passphrase"), find("#passphrase-again")];
    if (passphrase.value !== again.value) throw new Problem(UNLIKE);
    await exportTo(address(), `${document().name}_復元用の鍵.json`, { passphrase: passphrase.value });
    form.reset();
    await made();
  }));
}

export function showKeys({ keys }) {
  const told = find("#keys-made");
  if (told) told.textContent = keys.length ? `これまでに${keys.length}回作りました（最後に作った人 ${keys.at(-1).by}）。` : "";
}

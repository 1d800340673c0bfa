// A typed or pasted text, translated at once.

import { assessment } from "./translation_readability.js";
import { showing } from "./alerts.js";
import { call } from "./api.js";
import { find, notes } from "./elements.js";
import { chosenGlossaries, used } from "./translation_glossaries.js";

export function offerText(languages) {
  const form = find("#text");
  const [given, translated, status] = [find("#q"), find("#translated"), find("#text-status")];
  const [submit, stop, copy] = [find("[type=submit]", form), find("#stop"), find("#copy")];
  let abort = new AbortController();

  const count = () => { find("#q-count").textContent = `${given.value.length} / ${given.maxLength}文字。長い文は、下の「文書を訳す」で送ってください。`; };
  const busy = (working) => {
    submit.disabled = working;
    stop.hidden = !working;
    form.setAttribute("aria-busy", working);
  };

  async function translate() {
    abort = new AbortController();
    busy(true);
    status.textContent = "訳しています…";
    copy.hidden = true;
    translated.value = "";
    find("#text-warnings").replaceChildren();
    find("#readability").replaceChildren();
    try {
      const body = { q: given.value, source: languages.source, target: languages.target, glossaries: chosenGlossaries(), ...languages.style };
      show(await call("POST", "/v1/translate", { body, signal: abort.signal }));
    } catch (error) {
      status.textContent = error.name === "AbortError" ? "やめました" : "訳せませんでした";
      throw error;
    } finally {
      busy(false);
    }
  }

  function show(answer) {
    translated.value = answer.translatedText;
    translated.lang = languages.target;
    status.textContent = "訳し終わりました。機械の訳です。配る前に必ず確かめてください。";
    copy.hidden = !navigator.clipboard;
    const [readability] = answer.readability ?? [];
    const advised = new Set((readability?.advice ?? []).map((each) => each.flag));
    const warnings = (answer.warnings ?? []).filter((warning) => !advised.has(warning.flag));
    find("#text-warnings").replaceChildren(...notes(warnings.map((warning) => `確かめてください：${warning.message}`)), ...used(answer.uses));
    if (readability) find("#readability").replaceChildren(...assessment(readability));
  }

  form.addEventListener("submit", showing(translate));
  given.addEventListener("input", count);
  stop.addEventListener("click", () => abort.abort());
  copy.addEventListener("click", showing(async () => {
    await navigator.clipboard.writeText(translated.value);
    status.textContent = "コピーしました";
  }));
  count();
}

// 多言語翻訳: the languages, the text and the document.

import { showProblem } from "./alerts.js";
import { get } from "./api.js";
import { find } from "./elements.js";
import { Languages } from "./translation_languages.js";
import { openDocument, offerDocuments } from "./translation_document.js";
import { offerGlossaries } from "./translation_glossaries.js";
import { offerText } from "./translation_text.js";
import { namedInAddress } from "./sending.js";

const languages = new Languages(find("#source"), find("#target"), find("#quality"));
offerGlossaries();
offerText(languages);
offerDocuments(languages);
get("/v1/translate/pairs").then((pairs) => languages.fill(pairs)).catch(showProblem);
const id = namedInAddress();
if (id) openDocument(id).catch(showProblem);

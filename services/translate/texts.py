"""Texts in one call: languages settled, length bounded, plain or HTML."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from common.errors import TooLarge
from services.translate.detection import Detection, detect
from services.translate.engines.base import Engine, Pair
from services.translate.guidance import Guidance
from services.translate.languages import ANY_LETTER, PLAIN_JAPANESE, canonical
from services.translate.markup import text_of, translate_markup
from services.translate.plain.assessment import assess
from services.translate.plain.marks import Style, in_brackets, in_ruby
from services.translate.problems import unknown_language
from services.translate.schemas import MOST_CHARACTERS, ReadabilityView
from services.translate.translated import Translated, together
from services.translate.translator import Translator

AUTO = "auto"
Guide = Callable[[str, str], Guidance]
"""What to heed for a pair of languages."""


@dataclass(frozen=True)
class Texts:
    """The answer to one call, one entry a text."""

    translations: list[Translated]
    detections: list[Detection] | None
    """Where the source was `auto`."""
    readability: list[ReadabilityView] | None
    """Where the target is plain Japanese."""
    sources: list[str]
    """The language that each was taken to be in."""


def translate_texts(
    translator: Translator,
    texts: Sequence[str],
    source: str,
    target: str,
    form: Literal["text", "html"],
    guide: Guide,
    style: Style | None = None,
) -> Texts:
    """`style` is that of plain Japanese.

    Raises what `guide` does, UnknownLanguage, UnservedPair, ModelMissing, or TooLarge past MOST_CHARACTERS.
    """
    _bound(texts)
    target = _known(translator, target)
    detections = [detect(text) for text in texts] if source == AUTO else None
    sources = [d.language for d in detections] if detections else [_known(translator, source)] * len(texts)
    done: list[Translated] = [Translated("")] * len(texts)
    for code in dict.fromkeys(sources):
        chosen = [i for i, each in enumerate(sources) if each == code]
        results = _one_source(translator, [texts[i] for i in chosen], code, target, form, guide(code, target))
        for i, result in zip(chosen, results, strict=True):
            done[i] = result
    if target != PLAIN_JAPANESE:
        return Texts(done, detections, None, sources)
    read = text_of if form == "html" else str
    views = [assess(read(text), read(each.text)) for text, each in zip(texts, done, strict=True)]
    show = in_ruby if form == "html" else in_brackets
    style = style or Style()
    shown = [replace(each, text=show(each.text, style)) for each in done]
    return Texts(shown, detections, views, sources)


def engines_of(translator: Translator, sources: Sequence[str], target: str) -> list[tuple[Engine, Pair]]:
    """Which engine translates from each of the languages."""
    pairs = translator.engines.pairs()
    codes = [(source, canonical(target)) for source in dict.fromkeys(sources)]
    return [pairs[each] for each in codes if each in pairs]


def _one_source(
    translator: Translator,
    texts: Sequence[str],
    source: str,
    target: str,
    form: Literal["text", "html"],
    guidance: Guidance,
) -> list[Translated]:
    if not any(ANY_LETTER.search(text) for text in texts):
        return [Translated(text) for text in texts]
    if form == "text":
        return translator.translate(texts, source, target, guidance)
    return [_markup(translator, text, source, target, guidance) for text in texts]


def _markup(translator: Translator, html: str, source: str, target: str, guidance: Guidance) -> Translated:
    seen: list[Translated] = []

    def nodes(texts: Sequence[str]) -> list[str]:
        results = translator.translate(texts, source, target, guidance)
        seen.extend(results)
        return [result.text for result in results]

    return together(translate_markup(html, nodes), seen)


def _known(translator: Translator, code: str) -> str:
    codes = translator.engines.codes()
    if canonical(code) not in codes:
        raise unknown_language(code, codes)
    return canonical(code)


def _bound(texts: Sequence[str]) -> None:
    length = sum(map(len, texts))
    if length > MOST_CHARACTERS:
        raise TooLarge(
            f"一度に訳せるのは{MOST_CHARACTERS:,}文字までです（送られたのは{length:,}文字）。"
            "ファイルにして、文書の翻訳をお使いください。",
            limit=MOST_CHARACTERS,
        )

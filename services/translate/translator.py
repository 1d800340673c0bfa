"""From texts to translations: split, look up, run the engine, verify, try again, flag, join."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.translate import layout
from services.translate.cache import Cache
from services.translate.engines.base import Engine, Hint
from services.translate.engines.registry import Engines
from services.translate.eras import western_years, with_eras
from services.translate.flags import Flag, altered_numbers, examine
from services.translate.glossary import relevant, unheeded
from services.translate.languages import PLAIN_JAPANESE
from services.translate.plain.checking import examine_plain
from services.translate.survival import half_width, lost

Key = tuple[str, str, str, str, tuple[tuple[str, str], ...]]
RETRIED = frozenset({Flag.NUMBER, Flag.LOST, Flag.UNTRANSLATED, Flag.GLOSSARY})
JAPANESE = frozenset({"ja", PLAIN_JAPANESE})
NO_TERMS: Mapping[str, str] = {}


@dataclass(frozen=True)
class Translated:
    """A translation and what is doubtful about it."""

    text: str
    flags: tuple[Flag, ...] = ()


class Translator:
    def __init__(self, engines: Engines, cache: Cache[Key, Translated] | None = None) -> None:
        self.engines = engines
        self._cache = cache or Cache[Key, Translated]()

    def translate(
        self, texts: Sequence[str], source: str, target: str, terms: Mapping[str, str] = NO_TERMS
    ) -> list[Translated]:
        """Whole texts, their lines and blanks kept. Raises UnservedPair or ModelMissing."""
        if source == target:
            return [Translated(text) for text in texts]
        split = [layout.split(text, source) for text in texts]
        sentences = self.sentences(layout.to_translate(split), source, target, terms)
        return [joined(parts, sentences, source, target) for parts in split]

    def sentences(
        self, sentences: Sequence[str], source: str, target: str, terms: Mapping[str, str] = NO_TERMS
    ) -> dict[str, Translated]:
        """Each sentence with its translation; repeated and known ones cost nothing."""
        engine = self.engines.choose(source, target)
        done: dict[str, Translated] = {}
        keys = {text: (text, source, target, engine.name, relevant(terms, text)) for text in sentences}
        for text, key in keys.items():
            known = Translated(terms[text]) if text in terms else self._cache.get(key)
            if known is not None:
                done[text] = known
        asked = {text: _prepared(text, source, target) for text in keys if text not in done}
        fresh = self._fresh(engine, list(dict.fromkeys(asked.values())), source, target, terms)
        for text, prepared in asked.items():
            done[text] = _finished(text, fresh[prepared], source, target)
            self._cache.put(keys[text], done[text])
        return done

    def _fresh(
        self, engine: Engine, texts: Sequence[str], source: str, target: str, terms: Mapping[str, str]
    ) -> dict[str, Translated]:
        hints = [Hint(terms=relevant(terms, text)) for text in texts]
        first = self._attempt(engine, texts, source, target, hints, terms)
        again = [text for text in texts if RETRIED.intersection(first[text].flags)]
        hints = [_hint(text, first[text], target, terms) for text in again]
        second = self._attempt(engine, again, source, target, hints, terms)
        better = {text: new for text, new in second.items() if _badness(new) < _badness(first[text])}
        return first | better

    def _attempt(
        self,
        engine: Engine,
        texts: Sequence[str],
        source: str,
        target: str,
        hints: Sequence[Hint],
        terms: Mapping[str, str],
    ) -> dict[str, Translated]:
        outputs = engine.translate(texts, source, target, hints)
        found = {}
        for text, output in zip(texts, outputs, strict=True):
            output = localised(output, target)
            check = examine_plain if target == PLAIN_JAPANESE else examine
            found[text] = Translated(output, check(text, output, target, terms))
        return found


def joined(
    parts: Sequence[layout.Part], sentences: Mapping[str, Translated], source: str, target: str
) -> Translated:
    """One text made of its translated sentences, with the flags of all of them."""
    text = layout.join(parts, {key: value.text for key, value in sentences.items()}, source, target)
    seen = {flag for part in parts if part.translated for flag in sentences[part.text].flags}
    return Translated(localised(text, target), tuple(flag for flag in Flag if flag in seen))


def localised(text: str, target: str) -> str:
    """Digits and Latin letters as the target language sets them."""
    return text if target in JAPANESE else half_width(text)


def _prepared(text: str, source: str, target: str) -> str:
    return western_years(text) if source == "ja" and target not in JAPANESE else text


def _finished(text: str, translated: Translated, source: str, target: str) -> Translated:
    """With the eras that were taken out before."""
    if source != "ja" or target in JAPANESE:
        return translated
    return Translated(with_eras(text, translated.text, target), translated.flags)


def _badness(translated: Translated) -> tuple[int, int]:
    return len(RETRIED.intersection(translated.flags)), len(translated.flags)


def _hint(text: str, before: Translated, target: str, terms: Mapping[str, str]) -> Hint:
    if target == PLAIN_JAPANESE:
        return Hint(terms=relevant(terms, text), keep=(text,))
    wanted = relevant({term: terms[term] for term in unheeded(terms, text, before.text)}, text)
    keep = (*lost(text, before.text), *altered_numbers(text, before.text, target))
    return Hint(terms=wanted or relevant(terms, text), keep=tuple(item for item in keep if item in text))

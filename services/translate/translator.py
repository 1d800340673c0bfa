"""From texts to translations: split, look up, run the engine, verify, try again, flag, join."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from services.translate import layout
from services.translate.cache import Cache
from services.translate.engines.base import Engine, EngineDown, Hint
from services.translate.engines.registry import Engines
from services.translate.eras import western_years, with_eras
from services.translate.flags import Flag, altered_numbers, examine
from services.translate.glossary.terms import Term, put_in, relevant, unheeded
from services.translate.guidance import NO_GUIDANCE, Guidance
from services.translate.languages import PLAIN_JAPANESE
from services.translate.memory.units import Unit
from services.translate.names.finding import names_in
from services.translate.plain.checking import examine_plain
from services.translate.spelling import spelled
from services.translate.survival import half_width, lost
from services.translate.translated import Translated, together
from services.translate.uses import MEMORY, SIMILAR, Use

Example = tuple[Unit, int]
"""A unit of the memory and how like the text it is, in percent."""
Key = tuple[str, str, str, str, tuple[Term, ...], tuple[str, str] | None]
RETRIED = frozenset({Flag.NUMBER, Flag.LOST, Flag.UNTRANSLATED, Flag.GLOSSARY, Flag.NAME, Flag.LENGTH})
JAPANESE = frozenset({"ja", PLAIN_JAPANESE})


@dataclass(frozen=True)
class Asked:
    """A sentence on its way to an engine."""

    text: str
    """With the years of the western calendar."""
    terms: tuple[Term, ...]
    example: Example | None

    @property
    def shown(self) -> tuple[str, str] | None:
        return (self.example[0].source, self.example[0].target) if self.example else None


class Translator:
    def __init__(self, engines: Engines, cache: Cache[Key, Translated] | None = None) -> None:
        self.engines = engines
        self._cache = cache or Cache[Key, Translated]()

    def translate(
        self, texts: Sequence[str], source: str, target: str, guidance: Guidance = NO_GUIDANCE
    ) -> list[Translated]:
        """Whole texts, their lines and blanks kept. Raises UnservedPair or ModelMissing."""
        if source == target:
            return [Translated(text) for text in texts]
        known = self.remembered(texts, source, target, guidance)
        split = {text: layout.split(text, source) for text in texts if text not in known}
        sentences = self.sentences(layout.to_translate(split.values()), source, target, guidance)
        return [
            known[text] if text in known else joined(split[text], sentences, source, target) for text in texts
        ]

    def remembered(
        self, texts: Sequence[str], source: str, target: str, guidance: Guidance
    ) -> dict[str, Translated]:
        """The texts that the memory has as a whole."""
        found = {}
        for text in dict.fromkeys(texts) if guidance.memory else ():
            unit = guidance.memory.exact(text, source, target) if guidance.memory and text.strip() else None
            if unit is not None:
                around = text.partition(text.strip())
                found[text] = Translated(around[0] + unit.target + around[2], uses=(_used(unit, MEMORY),))
        return found

    def sentences(
        self, sentences: Sequence[str], source: str, target: str, guidance: Guidance = NO_GUIDANCE
    ) -> dict[str, Translated]:
        """Each sentence with its translation; repeated and known ones cost nothing."""
        engine = self.engines.choose(source, target)
        try:
            return self._by(engine, sentences, source, target, guidance)
        except EngineDown:
            # Known to be down from now on: whoever may stand in for it is chosen, or this is raised again.
            return self.sentences(sentences, source, target, guidance)

    def _by(
        self, engine: Engine, sentences: Sequence[str], source: str, target: str, guidance: Guidance
    ) -> dict[str, Translated]:
        done = self.remembered(sentences, source, target, guidance)
        asked: dict[str, Asked] = {}
        keys: dict[str, Key] = {}
        for text in sentences:
            if text in done:
                continue
            terms = relevant([*guidance.terms, *_names(text, source, target)], text, source)
            if terms and terms[0].source == text:
                done[text] = Translated(terms[0].target, uses=tuple(_heeded(terms[:1], terms[0].target)))
                continue
            each = Asked(_prepared(text, source, target), terms, _example(text, source, target, guidance))
            keys[text] = (text, source, target, engine.name, terms, each.shown)
            known = self._cache.get(keys[text])
            if known is not None:
                done[text] = known
            else:
                asked[text] = each
        fresh = self._fresh(engine, list(dict.fromkeys(asked.values())), source, target)
        for text, each in asked.items():
            done[text] = _finished(text, each, fresh[each], source, target)
            self._cache.put(keys[text], done[text])
        if engine.name != self.engines.served(source, target)[0].name:
            done |= {text: _stood_in(done[text]) for text in keys}
        return done

    def _fresh(
        self, engine: Engine, asked: Sequence[Asked], source: str, target: str
    ) -> dict[Asked, Translated]:
        hints = [Hint(terms=_pairs(each.terms), example=each.shown) for each in asked]
        first = self._attempt(engine, asked, source, target, hints)
        again = [each for each in asked if RETRIED.intersection(first[each].flags)]
        hints = [_hint(each, first[each], target) for each in again]
        second = self._attempt(engine, again, source, target, hints, is_second=True)
        better = {each: new for each, new in second.items() if _badness(new) < _badness(first[each])}
        return first | better

    def _attempt(
        self,
        engine: Engine,
        asked: Sequence[Asked],
        source: str,
        target: str,
        hints: Sequence[Hint],
        *,
        is_second: bool = False,
    ) -> dict[Asked, Translated]:
        """A second attempt has its dates and times spelled out, which engines then copy."""
        is_plain = target == PLAIN_JAPANESE
        texts = [each.text if is_plain else put_in(each.terms, each.text, source) for each in asked]
        if is_second and source == "ja":
            texts = [spelled(text, target) for text in texts]
        outputs = engine.translate(texts, source, target, hints)
        check = examine_plain if is_plain else partial(examine, written_in=source)
        found = {}
        for each, output in zip(asked, outputs, strict=True):
            output = localised(output, target)
            found[each] = Translated(output, check(each.text, output, target, each.terms))
        return found


def joined(
    parts: Sequence[layout.Part], sentences: Mapping[str, Translated], source: str, target: str
) -> Translated:
    """One text made of its translated sentences, with the flags and uses of all of them."""
    text = layout.join(parts, {key: value.text for key, value in sentences.items()}, source, target)
    return together(localised(text, target), (sentences[part.text] for part in parts if part.translated))


def localised(text: str, target: str) -> str:
    """Digits and Latin letters as the target language sets them."""
    return text if target in JAPANESE else half_width(text)


def _stood_in(translated: Translated) -> Translated:
    return replace(translated, flags=(*translated.flags, Flag.FALLBACK))


def _prepared(text: str, source: str, target: str) -> str:
    return western_years(text) if source == "ja" and target not in JAPANESE else text


def _names(text: str, source: str, target: str) -> tuple[Term, ...]:
    return names_in(text, target) if source == "ja" else ()


def _finished(text: str, asked: Asked, translated: Translated, source: str, target: str) -> Translated:
    """With the eras that were taken out before, and with what was used."""
    done = translated.text
    if source == "ja" and target not in JAPANESE:
        done = with_eras(text, done, target)
    similar = [_used(asked.example[0], SIMILAR, asked.example[1])] if asked.example else []
    return Translated(done, translated.flags, (*similar, *_heeded(asked.terms, done)))


def _example(text: str, source: str, target: str, guidance: Guidance) -> Example | None:
    return guidance.memory.similar(text, source, target) if guidance.memory else None


def _used(unit: Unit, kind: str, percent: int = 100) -> Use:
    return Use.model_validate(
        {
            "kind": kind, "source": unit.source, "target": unit.target, "percent": percent,
            "origin": f"{unit.by} {unit.at:%Y-%m-%d}",
        }
    )  # fmt: skip


def _heeded(terms: Sequence[Term], translation: str) -> Iterator[Use]:
    missed = unheeded(terms, translation)
    for term in terms:
        yield Use(
            kind=term.kind,
            source=term.source,
            target=term.target,
            heeded=term not in missed,
            origin=term.origin,
        )


def _badness(translated: Translated) -> tuple[int, int]:
    return len(RETRIED.intersection(translated.flags)), len(translated.flags)


def _pairs(terms: Sequence[Term]) -> tuple[tuple[str, str], ...]:
    return tuple((term.source, term.target) for term in terms)


def _hint(asked: Asked, before: Translated, target: str) -> Hint:
    if target == PLAIN_JAPANESE:
        return Hint(terms=_pairs(asked.terms), keep=(asked.text,))
    wanted = unheeded(asked.terms, before.text)
    keep = (*lost(asked.text, before.text), *altered_numbers(asked.text, before.text, target))
    return Hint(
        terms=_pairs(wanted or asked.terms),
        keep=tuple(item for item in keep if item in asked.text),
        example=asked.shown,
    )

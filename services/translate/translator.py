"""From texts to translations: split, look up, run the engine, verify, try again, flag, join."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from services.translate import layout
from services.translate.asked import JAPANESE, Asked, again_with, asking, finished, given, used
from services.translate.cache import Cache
from services.translate.engines.base import Engine, EngineDown, Hint
from services.translate.engines.registry import Engines
from services.translate.flags import Flag, examine
from services.translate.glossary.terms import Term
from services.translate.guidance import NO_GUIDANCE, Guidance
from services.translate.items import items
from services.translate.languages import PLAIN_JAPANESE
from services.translate.plain.checking import examine_plain
from services.translate.simplified import simplified_forms
from services.translate.spelling import spelled
from services.translate.survival import half_width
from services.translate.translated import Translated, together
from services.translate.uses import MEMORY

Key = tuple[str, str, str, str, tuple[Term, ...], tuple[str, str] | None]
BETWEEN = "  "
"""Items that were parted by a wide blank."""
LOSSES = frozenset({Flag.NUMBER, Flag.LOST, Flag.LENGTH})
RETRIED = frozenset({Flag.NUMBER, Flag.LOST, Flag.UNTRANSLATED, Flag.GLOSSARY, Flag.NAME, Flag.LENGTH})


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
                found[text] = Translated(around[0] + unit.target + around[2], uses=(used(unit, MEMORY),))
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
            each = asking(text, source, target, guidance)
            if each.is_term:
                done[text] = given(each)
                continue
            keys[text] = (text, source, target, engine.name, each.terms, each.shown)
            known = self._cache.get(keys[text])
            if known is not None:
                done[text] = known
            else:
                asked[text] = each
        fresh = self._fresh(engine, list(dict.fromkeys(asked.values())), source, target)
        for text, each in asked.items():
            done[text] = finished(text, each, fresh[each], source, target)
            self._cache.put(keys[text], done[text])
        if engine.name != self.engines.served(source, target)[0].name:
            done |= {text: _stood_in(done[text]) for text in keys}
        return done

    def _fresh(
        self, engine: Engine, asked: Sequence[Asked], source: str, target: str
    ) -> dict[Asked, Translated]:
        hints = [each.hint for each in asked]
        first = self._attempt(engine, asked, source, target, hints)
        again = [each for each in asked if RETRIED.intersection(first[each].flags)]
        hints = [again_with(each, first[each], target) for each in again]
        second = self._attempt(engine, again, source, target, hints, is_second=True)
        best = _better(first, second)
        return _better(best, self._item_by_item(engine, best, source, target))

    def _item_by_item(
        self, engine: Engine, found: Mapping[Asked, Translated], source: str, target: str
    ) -> dict[Asked, Translated]:
        """What still lacks something and is no sentence but items in a row, with each of these asked for alone."""
        rows = {
            each: [each.part(item) for item in row]
            for each, done in found.items()
            if target != PLAIN_JAPANESE and LOSSES.intersection(done.flags) and (row := items(each.text))
        }
        alone = list(dict.fromkeys(part for row in rows.values() for part in row))
        hints = [part.hint for part in alone]
        done = self._attempt(engine, alone, source, target, hints) if alone else {}
        return {
            each: checked(each, BETWEEN.join(done[part].text for part in row), source, target)
            for each, row in rows.items()
        }

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
        texts = [each.sent(source, target) for each in asked]
        if is_second and source == "ja":
            texts = [spelled(text, target) for text in texts]
        outputs = engine.translate(texts, source, target, hints)
        return {
            each: checked(each, output, source, target) for each, output in zip(asked, outputs, strict=True)
        }


def checked(asked: Asked, output: str, source: str, target: str) -> Translated:
    """What an engine said, with what is doubtful about it."""
    text = localised(output, target)
    check = examine_plain if target == PLAIN_JAPANESE else partial(examine, written_in=source)
    return Translated(text, check(asked.text, text, target, asked.terms))


def joined(
    parts: Sequence[layout.Part], sentences: Mapping[str, Translated], source: str, target: str
) -> Translated:
    """One text made of its translated sentences, with the flags and uses of all of them."""
    text = layout.join(parts, {key: value.text for key, value in sentences.items()}, source, target)
    return together(localised(text, target), (sentences[part.text] for part in parts if part.translated))


def localised(text: str, target: str) -> str:
    """Digits and letters as the target language sets them."""
    if target in JAPANESE:
        return text
    return half_width(simplified_forms(text) if target == "zh" else text)


def _stood_in(translated: Translated) -> Translated:
    return replace(translated, flags=(*translated.flags, Flag.FALLBACK))


def _better(before: Mapping[Asked, Translated], after: Mapping[Asked, Translated]) -> dict[Asked, Translated]:
    return {
        each: after[each] if each in after and _badness(after[each]) < _badness(done) else done
        for each, done in before.items()
    }


def _badness(translated: Translated) -> tuple[int, int]:
    return len(RETRIED.intersection(translated.flags)), len(translated.flags)

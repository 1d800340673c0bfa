"""Translations translated back, for someone who does not read the target language to compare with the original."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from services.translate.languages import PLAIN_JAPANESE, canonical
from services.translate.problems import unserved_pair
from services.translate.schemas import BackView
from services.translate.survival import plain
from services.translate.texts import Texts
from services.translate.translator import Translator

LEAST_LIKENESS = 25
"""Not measured yet: a guess between what comes back of good translations and of random ones."""


def back_translated(
    translator: Translator, texts: Sequence[str], found: Texts, source: str, target: str
) -> list[BackView]:
    """One a text. Raises UnservedPair where nothing translates the other way, or ModelMissing."""
    target = canonical(target)
    if target == PLAIN_JAPANESE:
        raise unserved_pair(target, canonical(source), translator.engines.pairs())
    sources = found.sources
    backs = {
        code: translator.translate([each.text for each in found.translations], target, code)
        for code in dict.fromkeys(sources)
    }
    pairs = [(text, backs[code][i].text) for i, (text, code) in enumerate(zip(texts, sources, strict=True))]
    return [looked_back(text, back) for text, back in pairs]


def looked_back(text: str, back: str) -> BackView:
    return BackView(text=back, likeness=likeness(text, back))


def is_far(view: BackView) -> bool:
    """Whether so little of the original came back that the translation is worth a look."""
    return view.likeness < LEAST_LIKENESS


def likeness(text: str, back: str) -> int:
    """Characters in the order of the original, 0 to 100."""
    a, b = ("".join(plain(each).casefold().split()) for each in (text, back))
    return round(100 * SequenceMatcher(None, a, b, autojunk=False).ratio())

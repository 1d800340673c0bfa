"""Translations translated back, for someone who does not read the target language to compare with the original."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from services.translate.languages import PLAIN_JAPANESE, canonical
from services.translate.problems import unserved_pair
from services.translate.schemas import BackView
from services.translate.survival import plain
from services.translate.texts import Texts
from services.translate.translator import Translator


def back_translated(
    translator: Translator, texts: Sequence[str], found: Texts, source: str, target: str
) -> list[BackView]:
    """One a text. Raises UnservedPair where nothing translates the other way, or ModelMissing."""
    target = canonical(target)
    if target == PLAIN_JAPANESE:
        raise unserved_pair(target, canonical(source), translator.engines.pairs())
    sources = [d.language for d in found.detections] if found.detections else [canonical(source)] * len(texts)
    backs = {
        code: translator.translate([each.text for each in found.translations], target, code)
        for code in dict.fromkeys(sources)
    }
    pairs = [(text, backs[code][i].text) for i, (text, code) in enumerate(zip(texts, sources, strict=True))]
    return [BackView(text=back, likeness=_likeness(text, back)) for text, back in pairs]


def _likeness(text: str, back: str) -> int:
    a, b = ("".join(plain(each).casefold().split()) for each in (text, back))
    return round(100 * SequenceMatcher(None, a, b, autojunk=False).ratio())

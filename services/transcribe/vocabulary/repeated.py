"""What was misheard once in a meeting is misheard again: the same speakers say the same word to the same ears."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from services.transcribe.vocabulary.evidence import IsWord, Place
from services.transcribe.vocabulary.matching import Match
from services.transcribe.vocabulary.readings import Unit
from services.transcribe.vocabulary.reheard import KANA, in_single_kana

LEAST_CHARACTERS = 2

Misheard = Mapping[str, Match]


def misheard(places: Sequence[Place], is_word: IsWord) -> Misheard:
    """What stood where the vocabulary's words were put in. Ordinary words, and what stood for two of them, are
    left out."""
    found: dict[str, dict[str, Match]] = defaultdict(dict)
    for place in places:
        if len(place.surface) >= LEAST_CHARACTERS and not is_word(place.surface):
            found[place.surface][place.match.sound.entry.written] = place.match
    return {surface: next(iter(of.values())) for surface, of in found.items() if len(of) == 1}


def again(text: str, units: Callable[[str], Sequence[Unit]], known: Misheard) -> Iterator[Place]:
    """Where else the text has it, the longest first. In kana alone it must be whole units."""
    for surface in sorted((each for each in known if each in text), key=len, reverse=True):
        cut = units(text) if KANA.fullmatch(surface) else in_single_kana(units(text))
        starts = {unit.start: number for number, unit in enumerate(cut)}
        ends = {unit.end: number for number, unit in enumerate(cut, 1)}
        for found in re.finditer(re.escape(surface), text):
            first, last = starts.get(found.start()), ends.get(found.end())
            if first is not None and last is not None:
                yield Place(text, cut, known[surface]._replace(first=first, last=last))

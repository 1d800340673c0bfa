"""What speaks for a match being the entry, and what against: boundaries, length, being an ordinary word."""

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import NamedTuple

from services.transcribe.vocabulary.matching import Match
from services.transcribe.vocabulary.readings import Unit

SAME = 0.15
"""Distances up to this sound the same: two less likely readings, or a lengthened vowel no one hears."""
FEW_BEATS, SOME_BEATS, MANY_BEATS = 3, 5, 7
SHARED = 0.5
"""Entry and stretch have half of the entry's characters in common: 立地的性化計画, 立地適正化計画."""
NAME = "人名"
HONORIFICS = (
    "さん", "さま", "様", "氏", "君", "殿", "先生", "議員", "委員", "課長",
    "部長", "係長", "室長", "局長", "次長", "所長", "館長", "園長", "校長", "署長",
    "主査", "主任", "主事", "主幹", "参事", "補佐", "市長", "副市長", "町長", "村長",
    "区長", "知事", "教育長", "会長", "副会長", "理事", "監事", "座長", "議長", "係員",
    "技師", "保健師",
)  # fmt: skip
JOINED = ("助動詞", "動詞")
JOINING = ("て", "で", "た", "だ", "ば", "ちゃ", "たり", "だり", "ながら", "ない")


class Strength(IntEnum):
    NONE = 0
    WEAK = 1
    """Believed only where the meeting uses the vocabulary."""
    STRONG = 2


class Place(NamedTuple):
    """A match in its text."""

    text: str
    units: Sequence[Unit]
    match: Match

    @property
    def start(self) -> int:
        return self.units[self.match.first].start

    @property
    def end(self) -> int:
        return self.units[self.match.last - 1].end

    @property
    def surface(self) -> str:
        return self.text[self.start : self.end]

    @property
    def inside(self) -> Sequence[Unit]:
        return self.units[self.match.first : self.match.last]

    @property
    def before(self) -> Unit | None:
        """The unit that touches the match on the left."""
        unit = self.units[self.match.first - 1] if self.match.first else None
        return unit if unit and unit.end == self.start and unit.readings else None

    @property
    def after(self) -> Unit | None:
        unit = self.units[self.match.last] if self.match.last < len(self.units) else None
        return unit if unit and unit.start == self.end and unit.readings else None

    @property
    def called(self) -> bool:
        """Whether a person's name is expected here: an honorific or an office follows."""
        return self.text.startswith(HONORIFICS, self.end)


def strength(place: Place, is_word: Callable[[str], bool]) -> Strength:
    """How strongly the match at `place` is the entry; `is_word` tells whether the dictionary has a word."""
    if not bounded(place):
        return Strength.NONE
    if place.match.distance <= SAME:
        return _same_sound(place, is_word)
    return _near_sound(place, is_word)


def bounded(place: Place) -> bool:
    """Whether the match begins and ends where a word may: not with a particle, not amid an inflection."""
    first, last, after = place.inside[0], place.inside[-1], place.after
    edges = [unit.part in ("助詞", "助動詞") for unit in (first, last)]
    short = len(place.match.sound.beats) <= FEW_BEATS and not place.called
    if any(edges) and (place.match.distance > SAME or short):
        return False
    if edges[0] and place.before is not None and place.before.part not in ("助詞", "助動詞"):
        return False
    inflected = last.part in ("動詞", "形容詞", "助動詞")
    return not (inflected and after is not None and (after.part in JOINED or after.surface in JOINING))


def _same_sound(place: Place, is_word: Callable[[str], bool]) -> Strength:
    beats = len(place.match.sound.beats)
    if beats < FEW_BEATS:
        called = place.match.sound.entry.kind == NAME and place.called
        return Strength.WEAK if called else Strength.NONE
    if is_word(place.surface):
        if _in_compound(place, is_word):
            return Strength.NONE
        return Strength.STRONG if beats >= MANY_BEATS else Strength.WEAK
    if _only_hiragana(place.surface):
        return Strength.STRONG if beats >= MANY_BEATS else Strength.WEAK
    return Strength.STRONG if beats >= SOME_BEATS else Strength.WEAK


def _near_sound(place: Place, is_word: Callable[[str], bool]) -> Strength:
    beats, apart = len(place.match.sound.beats), place.match.distance
    if beats <= FEW_BEATS or is_word(place.surface):
        return Strength.NONE
    alike = shared(place.surface, place.match.sound.entry.written) >= SHARED
    limit = beats * (0.1 if beats < MANY_BEATS else 0.15) * (1.6 if alike else 1.0)
    if apart > limit or (_only_hiragana(place.surface) and beats < MANY_BEATS):
        return Strength.NONE
    return Strength.STRONG if beats >= MANY_BEATS and alike else Strength.WEAK


def _in_compound(place: Place, is_word: Callable[[str], bool]) -> bool:
    """Whether an ordinary word stands in a longer one: 帝国 in 帝国主義."""
    before, after = place.before, place.after
    return (before is not None and is_word(before.surface + place.surface)) or (
        after is not None and is_word(place.surface + after.surface)
    )


def shared(one: str, other: str) -> float:
    """How much of `other` stands in `one` in the same order, 0 to 1."""
    row = [0] * (len(other) + 1)
    for a in one:
        above, row = row, [0]
        for j, b in enumerate(other):
            row.append(above[j] + 1 if a == b else max(above[j + 1], row[j]))
    return row[-1] / len(other)


def _only_hiragana(text: str) -> bool:
    return all("ぁ" <= c <= "ん" or c == "ー" for c in text)

"""Finds the entries that sound like a stretch of speech, among ten thousand, without trying each.

Symmetric deletion (SymSpell): two keys within k edits share a string that is left of both when at most k
letters are deleted. The keys are folded beats, so what is easily confused is no edit at all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from services.transcribe.vocabulary.entries import Entry
from services.transcribe.vocabulary.kana import morae
from services.transcribe.vocabulary.sounds import fold

MOST_BEATS = 40
"""Longer readings are never searched for; no word of a city is as long."""


@dataclass(frozen=True)
class Sound:
    """An entry and how it sounds."""

    entry: Entry
    beats: tuple[str, ...]
    key: str


class SoundIndex:
    def __init__(self, entries: Iterable[Entry]) -> None:
        self.longest = 0
        self._exact: dict[str, list[Sound]] = defaultdict(list)
        self._near: dict[str, list[Sound]] = defaultdict(list)
        for entry in entries:
            beats = morae(entry.reading)
            if 2 <= len(beats) <= MOST_BEATS:
                self._add(Sound(entry, beats, fold(beats)))

    def _add(self, sound: Sound) -> None:
        self.longest = max(self.longest, len(sound.beats))
        self._exact[sound.key].append(sound)
        for left in set(_deletions(sound.key, edits(len(sound.key)))):
            self._near[left].append(sound)

    def same(self, key: str) -> Sequence[Sound]:
        """Those with the very same folded key."""
        return self._exact.get(key, ())

    def near(self, key: str) -> list[Sound]:
        """Those within the edits that a key of that length may have, each once, in the order of adding."""
        found = {
            id(sound): sound
            for left in _deletions(key, edits(len(key)))
            for sound in self._near.get(left, ())
        }
        return list(found.values())


def edits(length: int) -> int:
    """How many folded beats of a word of that many may be wrong."""
    return 0 if length < 4 else 1 if length < 7 else 2


def _deletions(key: str, most: int) -> Iterator[str]:
    yield key
    for count in range(1, most + 1):
        for gone in combinations(range(len(key)), count):
            yield "".join(letter for place, letter in enumerate(key) if place not in gone)

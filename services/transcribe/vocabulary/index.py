"""Finds the entries that sound like a stretch of speech, among ten thousand, without trying each.

The keys are folded beats, so what is easily confused is no difference at all. Beyond that, a key with at
most k wrong letters still has one of its k + 1 pieces whole (the pigeonhole principle), and the pieces
are looked up.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from services.transcribe.vocabulary.entries import Entry
from services.transcribe.vocabulary.kana import morae
from services.transcribe.vocabulary.sounds import fold, mask

MOST_BEATS = 60
"""Longer readings are never searched for; no word of a city is as long."""

LEAST_LETTERS, LEAST_OF_NAMES = 5, 4
"""Of keys that may have a wrong letter; names have few, and what is written for them is no word."""
NAMES = ("人名", "地名")
LARGE = 1_000
SHORTEST_PIECE = (2, 4)
"""Letters of a piece, in a small vocabulary and in a large one, whose short pieces would be everywhere."""


@dataclass(frozen=True, eq=False)
class Sound:
    """An entry and how it sounds."""

    entry: Entry
    beats: tuple[str, ...]
    key: str
    edits: int
    """How many letters of the key may be wrong."""

    @cached_property
    def mask(self) -> int:
        return mask(self.key)


class Hit(NamedTuple):
    sound: Sound
    start: int
    """Where in the key the word would begin, were nothing wrong before the piece that was found."""


class SoundIndex:
    def __init__(self, entries: Iterable[Entry]) -> None:
        entries = list(entries)
        shortest = SHORTEST_PIECE[len(entries) > LARGE]
        self._same: dict[str, list[Sound]] = defaultdict(list)
        self._begun: set[str] = set()
        self._pieces: dict[str, list[tuple[Sound, int]]] = defaultdict(list)
        for entry in entries:
            beats = morae(entry.reading)
            if 2 <= len(beats) <= MOST_BEATS:
                key = fold(beats)
                least = LEAST_OF_NAMES if entry.kind in NAMES else LEAST_LETTERS
                self._add(Sound(entry, beats, key, edits(len(key), shortest, least)))
        self._lengths = sorted({len(piece) for piece in self._pieces})

    def _add(self, sound: Sound) -> None:
        self._same[sound.key].append(sound)
        self._begun.update(sound.key[:length] for length in range(len(sound.key) + 1))
        if sound.edits:
            for start, piece in pieces(sound.key, sound.edits):
                self._pieces[piece].append((sound, start))

    def same(self, key: str) -> Sequence[Sound]:
        """Those with the very same key, in the order of the entries."""
        return self._same.get(key, ())

    def begins(self, key: str) -> bool:
        """Whether any entry's key begins with `key`."""
        return key in self._begun

    def near(self, keys: str) -> Iterator[Hit]:
        """Where in a long row of letters an entry may stand with a few of them wrong."""
        for place in range(len(keys)):
            for length in self._lengths:
                for sound, start in self._pieces.get(keys[place : place + length], ()):
                    yield Hit(sound, place - start)


def edits(length: int, shortest: int = SHORTEST_PIECE[0], least: int = LEAST_LETTERS) -> int:
    """How many letters of a key may be wrong, so that none of its pieces is shorter than `shortest`."""
    most = 0 if length < least else 1 if length < 8 else 2 if length < 12 else 3
    return max(0, min(most, length // shortest - 1))


def pieces(key: str, wrong: int) -> list[tuple[int, str]]:
    """The key in one piece more than it may have wrong letters, each with its start."""
    cuts = [len(key) * number // (wrong + 1) for number in range(wrong + 2)]
    return [(start, key[start:end]) for start, end in itertools.pairwise(cuts)]

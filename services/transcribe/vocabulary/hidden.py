"""Does a sentence sound as if a word of the vocabulary were hidden in it? Asked of every sentence, so it must be cheap.

All entries are laid beside the sentence at once: the row of Levenshtein's table for each, beat by beat, where a word
may begin and end anywhere (Sellers 1980).
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.transcribe.vocabulary.entries import Entry
from services.transcribe.vocabulary.index import MOST_BEATS
from services.transcribe.vocabulary.kana import morae
from services.transcribe.vocabulary.readings import Unit
from services.transcribe.vocabulary.sounds import missing, replaced

FEWEST_BEATS = 3
MOST_ENTRIES = 1_000
"""The first ones, which are those that the meeting will likely use."""
WAYS = 2
"""In how many ways a sentence is read."""
SILENT = "、・ \u3000"


class Hidden:
    def __init__(self, entries: Sequence[Entry]) -> None:
        rows = [morae(entry.reading) for entry in entries[:MOST_ENTRIES]]
        rows = [beats for beats in rows if FEWEST_BEATS <= len(beats) <= MOST_BEATS]
        self._letters = sorted({beat for beats in rows for beat in beats})
        self._lengths = np.array([len(beats) for beats in rows], dtype=np.intp)
        self._wanted = np.zeros((len(rows), max(self._lengths, default=0)), dtype=np.intp)
        for number, beats in enumerate(rows):
            self._wanted[number, : len(beats)] = [self._letters.index(beat) for beat in beats]
        gaps = np.array([missing(letter) for letter in self._letters] or [0.0], dtype=np.float32)
        self._begun = np.pad(gaps[self._wanted].cumsum(axis=1), ((0, 0), (1, 0)))
        self._costs = lru_cache(maxsize=None)(self._replaced)

    def nearest(self, units: Sequence[Unit], known: Sequence[tuple[int, int]] = ()) -> float:
        """Distance for each beat of the nearest entry to any stretch of the units outside of the `known` spans."""
        if not len(self._lengths):
            return np.inf
        ways = {tuple(_said(units, known, rank)) for rank in range(WAYS)}
        return min(float((self._apart(way) / self._lengths).min()) for way in ways)

    def _apart(self, heard: Sequence[str]) -> NDArray[Any]:
        entries, row = np.arange(len(self._lengths)), self._begun
        best = row[entries, self._lengths]
        for beat in heard:
            if not beat:
                row = self._begun
                continue
            onward = row + np.float32(missing(beat))
            onward[:, 0] = 0
            np.minimum(onward[:, 1:], row[:, :-1] + self._costs(beat), out=onward[:, 1:])
            onward -= self._begun
            row = np.minimum.accumulate(onward, axis=1) + self._begun
            best = np.minimum(best, row[entries, self._lengths])
        return best

    def _replaced(self, beat: str) -> NDArray[Any]:
        costs = np.array([replaced(beat, letter) for letter in self._letters], dtype=np.float32)
        return costs[self._wanted]


def _said(units: Sequence[Unit], known: Sequence[tuple[int, int]], rank: int) -> Iterator[str]:
    """The beats of the units in the reading of that rank; "" where no word goes on."""
    for unit in units:
        if any(start < unit.end and unit.start < end for start, end in known):
            yield ""
        elif unit.readings:
            yield from morae(unit.readings[min(rank, len(unit.readings) - 1)])
        elif unit.surface not in SILENT:
            yield ""

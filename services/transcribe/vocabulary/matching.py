"""Where a text sounds like an entry: stretches of whole units, each with the entries that are near."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from services.transcribe.vocabulary.index import Sound, SoundIndex
from services.transcribe.vocabulary.kana import morae
from services.transcribe.vocabulary.readings import Unit
from services.transcribe.vocabulary.sounds import distance, fold

MOST_UNITS = 14
MOST_READINGS = 24
"""Of one stretch, of all that its units' readings could make."""
OTHER_READING = 0.05
"""What a less likely reading of a unit adds to the distance, to lose only against an equal."""
FURTHEST = 0.25
"""The most that is ever worth a look: distance for each beat of the entry."""


class Match(NamedTuple):
    """Units `first` to `last` (exclusive) sound like `sound`."""

    first: int
    last: int
    sound: Sound
    distance: float


class _Heard(NamedTuple):
    reading: str
    others: int
    """How many of the units are read in another than their likeliest way."""


def matches(units: Sequence[Unit], index: SoundIndex) -> list[Match]:
    """Every stretch of `units` that sounds like an entry, the nearest reading of each."""
    return [match for first in range(len(units)) for match in _from(units, first, index)]


def _from(units: Sequence[Unit], first: int, index: SoundIndex) -> Iterator[Match]:
    heard = [_Heard("", 0)]
    for last in range(first, min(len(units), first + MOST_UNITS)):
        if units[last].part == "空白" and last > first:
            continue
        heard = [
            _Heard(h.reading + reading, h.others + (number > 0))
            for h in heard
            for number, reading in enumerate(units[last].readings)
        ][:MOST_READINGS]
        if not heard or len(_beats(heard[0].reading)) > index.longest + 2:
            return
        yield from _nearest(first, last + 1, heard, index)


def _nearest(first: int, last: int, heard: Sequence[_Heard], index: SoundIndex) -> Iterator[Match]:
    best: dict[int, Match] = {}
    for reading, others in heard:
        beats, key = _beats(reading), _key(reading)
        for sound in index.same(key) if others else index.near(key):
            apart = distance(beats, sound.beats, len(sound.beats) * FURTHEST)
            apart = round(apart + OTHER_READING * others, 2)
            known = best.get(id(sound))
            if apart <= len(sound.beats) * FURTHEST and (known is None or apart < known.distance):
                best[id(sound)] = Match(first, last, sound, apart)
    yield from best.values()


@lru_cache(maxsize=200_000)
def _beats(reading: str) -> tuple[str, ...]:
    return morae(reading)


@lru_cache(maxsize=200_000)
def _key(reading: str) -> str:
    return fold(_beats(reading))

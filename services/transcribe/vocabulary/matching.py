"""Where a text sounds like an entry: stretches of whole units, each with the entries that are near."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from services.transcribe.vocabulary.index import Hit, Sound, SoundIndex
from services.transcribe.vocabulary.kana import morae
from services.transcribe.vocabulary.readings import Unit
from services.transcribe.vocabulary.sounds import distance, fold

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
    """Every stretch of `units` that sounds like an entry, in the nearest of its readings."""
    best: dict[tuple[int, int, int], Match] = {}
    for run in _runs(units):
        for match in (*_same(units, run, index), *_near(units, run, index)):
            place = (match.first, match.last, id(match.sound))
            if place not in best or match.distance < best[place].distance:
                best[place] = match
    return list(best.values())


def _runs(units: Sequence[Unit]) -> Iterator[range]:
    """Stretches without a mark or anything else that has no reading."""
    first = 0
    for number, unit in enumerate(units):
        if not unit.readings and unit.part != "空白":
            yield range(first, number)
            first = number + 1
    yield range(first, len(units))


def _same(units: Sequence[Unit], run: range, index: SoundIndex) -> Iterator[Match]:
    """Stretches that sound the same but for what is easily confused, in any of their readings."""
    for first in run:
        heard = [_Heard("", 0)]
        for last in range(first, run.stop):
            heard = _read_on(heard, units[last], index)
            if not heard:
                break
            for reading, others in heard:
                for sound in index.same(_key(reading)):
                    yield from _match(first, last + 1, sound, reading, others)


def _read_on(heard: Sequence[_Heard], unit: Unit, index: SoundIndex) -> list[_Heard]:
    longer = [
        _Heard(h.reading + reading, h.others + (number > 0))
        for h in heard
        for number, reading in enumerate(unit.readings or ("",))
    ]
    return [h for h in longer if index.begins(_key(h.reading))][:MOST_READINGS]


def _near(units: Sequence[Unit], run: range, index: SoundIndex) -> Iterator[Match]:
    """Stretches with a few beats wrong, in the likeliest reading."""
    likeliest = [units[number].readings[0] if units[number].readings else "" for number in run]
    edges = [0, *accumulate(len(_key(reading)) for reading in likeliest)]
    seen = set()
    for hit in index.near("".join(map(_key, likeliest))):
        for first, last in _stretches(hit, edges):
            if (first, last, id(hit.sound)) not in seen:
                seen.add((first, last, id(hit.sound)))
                reading = "".join(likeliest[first:last])
                yield from _match(run.start + first, run.start + last, hit.sound, reading, 0)


def _stretches(hit: Hit, edges: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Units that begin and end within the allowed edits of where the hit says."""
    slack, length = hit.sound.edits, len(hit.sound.key)
    for first in range(bisect_left(edges, hit.start - slack), bisect_right(edges, hit.start + slack)):
        shortest = max(first + 1, bisect_left(edges, edges[first] + length - slack))
        for last in range(shortest, bisect_right(edges, edges[first] + length + slack)):
            yield first, last


def _match(first: int, last: int, sound: Sound, reading: str, others: int) -> Iterator[Match]:
    limit = len(sound.beats) * FURTHEST
    apart = round(distance(_beats(reading), sound.beats, limit) + OTHER_READING * others, 2)
    if apart <= limit:
        yield Match(first, last, sound, apart)


@lru_cache(maxsize=200_000)
def _beats(reading: str) -> tuple[str, ...]:
    return morae(reading)


@lru_cache(maxsize=200_000)
def _key(reading: str) -> str:
    return fold(_beats(reading))

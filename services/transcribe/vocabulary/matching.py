"""Where a text sounds like an entry: stretches of whole units, each with the entries that are near."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache, reduce
from itertools import accumulate
from operator import or_
from typing import NamedTuple

from services.transcribe.vocabulary.index import Hit, Sound, SoundIndex
from services.transcribe.vocabulary.kana import morae
from services.transcribe.vocabulary.readings import Unit
from services.transcribe.vocabulary.sounds import Spoken, fold, mask, nearest

MOST_READINGS = 24
"""Of one stretch, of all that its units' readings could make."""
MOST_WAYS = 4
"""In how many ways a run is read to look for words with a few beats wrong."""
SKIPPED = frozenset(" \u3000・、")
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


def matches(units: Sequence[Unit], index: SoundIndex) -> list[Match]:
    """Every stretch of `units` that sounds like an entry, in the nearest of its readings."""
    best: dict[tuple[int, int, int], Match] = {}
    for run in _runs(units):
        for match in (*_same(units, run, index), *_near(units, run, index)):
            place = (match.first, match.last, id(match.sound))
            if place not in best or match.distance < best[place].distance:
                best[place] = match
    return list(best.values())


def inside_units(units: Sequence[Unit], index: SoundIndex) -> list[Match]:
    """Stretches of units in single kana that sound the same as an entry."""
    return [match for run in _runs(units) for match in _same(units, run, index)]


def _runs(units: Sequence[Unit]) -> Iterator[range]:
    """Stretches without a mark or anything else that has no reading."""
    first = 0
    for number, unit in enumerate(units):
        if not unit.readings and unit.surface not in SKIPPED:
            yield range(first, number)
            first = number + 1
    yield range(first, len(units))


def _same(units: Sequence[Unit], run: range, index: SoundIndex) -> Iterator[Match]:
    """Stretches that sound the same but for what is easily confused, in any of their readings."""
    for first in run:
        heard = [""]
        for last in range(first, run.stop):
            longer = (so_far + reading for so_far in heard for reading in units[last].spoken or ("",))
            heard = [reading for reading in longer if index.begins(_key(reading))][:MOST_READINGS]
            if not heard:
                break
            for sound in {id(s): s for reading in heard for s in index.same(_key(reading))}.values():
                yield from _match(units, first, last + 1, sound)


def _near(units: Sequence[Unit], run: range, index: SoundIndex) -> Iterator[Match]:
    """Stretches with a few beats wrong, found by a piece that is right in one of the ways to read the run."""
    ways = dict.fromkeys(tuple(_way(units[number], rank) for number in run) for rank in range(MOST_WAYS))
    masks = [_mask(units[number].spoken) for number in run]
    seen: set[tuple[int, int, int]] = set()
    for way in ways:
        edges = [0, *accumulate(map(len, way))]
        for hit in index.near("".join(way)):
            for first, last in _stretches(hit, edges):
                place = (first, last, id(hit.sound))
                if place not in seen:
                    seen.add(place)
                    if _may_be(masks[first:last], hit.sound):
                        yield from _match(units, run.start + first, run.start + last, hit.sound)


def _may_be(masks: Sequence[int], sound: Sound) -> bool:
    """Whether the stretch lacks no more of the word's letters than may be wrong: spares most comparisons."""
    return (sound.mask & ~reduce(or_, masks)).bit_count() <= sound.edits + 1


@lru_cache(maxsize=50_000)
def _mask(readings: Sequence[str]) -> int:
    return reduce(or_, (mask(_key(reading)) for reading in readings), 0)


def _way(unit: Unit, rank: int) -> str:
    """The key of the reading of that rank, or of the last there is."""
    return _key(unit.spoken[min(rank, len(unit.spoken) - 1)]) if unit.readings else ""


def _stretches(hit: Hit, edges: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Units that begin and end within the allowed edits of where the hit says."""
    slack, length = hit.sound.edits, len(hit.sound.key)
    for first in range(bisect_left(edges, hit.start - slack), bisect_right(edges, hit.start + slack)):
        shortest = max(first + 1, bisect_left(edges, edges[first] + length - slack))
        for last in range(shortest, bisect_right(edges, edges[first] + length + slack)):
            yield first, last


def _match(units: Sequence[Unit], first: int, last: int, sound: Sound) -> Iterator[Match]:
    limit = len(sound.beats) * FURTHEST
    ways = [_ways(unit.spoken, (unit.heard, unit.readings[0])) for unit in units[first:last] if unit.readings]
    edges = units[first].readings and units[last - 1].readings
    if edges and (apart := nearest(ways, sound.beats, limit)) <= limit:
        yield Match(first, last, sound, apart)


@lru_cache(maxsize=200_000)
def _ways(readings: Sequence[str], likely: Sequence[str]) -> tuple[Spoken, ...]:
    return tuple((_beats(reading), 0.0 if reading in likely else OTHER_READING) for reading in readings)


@lru_cache(maxsize=200_000)
def _beats(reading: str) -> tuple[str, ...]:
    return morae(reading)


@lru_cache(maxsize=200_000)
def _key(reading: str) -> str:
    return fold(_beats(reading))

"""Units that were heard a second time, in kana: each gets, as its likeliest reading, what was heard in its place.

What a recogniser writes for a word that it does not know are kanji that sound like it at best; asked for kana
alone, it writes the sound. The two are laid beside each other by the cheapest way from one to the other.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from services.transcribe.vocabulary.kana import katakana, morae
from services.transcribe.vocabulary.readings import Unit
from services.transcribe.vocabulary.sounds import Spoken, nearest, onward

KANA = re.compile("[ぁ-ゖァ-ヺー]{2,}")
BEAT = re.compile("[ぁ-ゖァ-ヺー][ぁぃぅぇぉゃゅょゎァィゥェォャュョヮ]?")
SLACK = 3
"""By how many beats a unit may have been heard longer than any of its readings."""


def reheard(units: Sequence[Unit], kana: str) -> list[Unit]:
    """The units, each with the stretch of `kana` that lies beside it."""
    beats = morae(katakana(kana))
    if not beats:
        return list(units)
    edges = _edges([[(morae(reading), 0.0) for reading in unit.readings] for unit in units], beats)
    return [
        unit._replace(heard="".join(beats[start:end])) if unit.readings else unit
        for unit, (start, end) in zip(units, pairwise(edges), strict=True)
    ]


def _edges(units: Sequence[Sequence[Spoken]], beats: Sequence[str]) -> list[int]:
    """Where in `beats` each unit begins, and where the last ends. Beats before the first and after it are free."""
    rows = [[0.0] * (len(beats) + 1)]
    for ways in units:
        rows.append(onward(rows[-1], ways, beats) if ways else rows[-1])
    end = min(range(len(beats) + 1), key=rows[-1].__getitem__)
    edges = [end]
    for ways, row in zip(reversed(units), reversed(rows[:-1]), strict=True):
        if ways:
            longest = max(len(said) for said, _ in ways) + SLACK
            starts = range(max(0, end - longest), end + 1)
            end = min(starts, key=lambda start: row[start] + nearest([ways], beats[start:end]))
        edges.append(end)
    return edges[::-1]


def in_single_kana(units: Sequence[Unit]) -> list[Unit]:
    """The units, those of several kana cut into one for each: where words begin in kana, nobody can say."""
    return [part for unit in units for part in _parts(unit)]


def _parts(unit: Unit) -> Iterator[Unit]:
    if not KANA.fullmatch(unit.surface):
        yield unit
        return
    for beat in BEAT.finditer(unit.surface):
        start = unit.start + beat.start()
        yield unit._replace(
            start=start, end=unit.start + beat.end(), surface=beat[0], readings=(katakana(beat[0]),), heard=""
        )

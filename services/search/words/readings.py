"""Kana as the reading of words: きょうと and キョウト are read as 京都 is."""

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

KANA = re.compile(r"[ぁ-ゖァ-ヺー]+")
TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
MOST_READING = 30
MOST_CUTS = 8
MOST_WORDS = 6


def as_reading(normalised: str) -> str | None:
    """`normalised` in katakana if it is nothing but kana."""
    return katakana(normalised) if KANA.fullmatch(normalised) else None


@lru_cache(maxsize=65536)
def katakana(text: str) -> str:
    return text.translate(TO_KATAKANA)


def cut_reading(reading: str, knows: Callable[[str], bool]) -> list[list[str]]:
    """The ways to cut `reading` into readings of words that are known, those of fewest words first."""
    starts = range(len(reading))
    known = {(a, b) for a in starts for b in range(a + 1, len(reading) + 1) if knows(reading[a:b])}
    found: list[list[str]] = []
    open_cuts: list[list[int]] = [[0]]
    for _ in range(MOST_WORDS):
        longer = [[*cut, end] for cut in open_cuts for end in _ends(cut[-1], known)]
        found += [_pieces(reading, cut) for cut in longer if cut[-1] == len(reading)]
        open_cuts = [cut for cut in longer if cut[-1] < len(reading)][: MOST_CUTS * MOST_CUTS]
    return found[:MOST_CUTS]


def _ends(start: int, known: set[tuple[int, int]]) -> list[int]:
    return sorted((b for a, b in known if a == start), reverse=True)


def _pieces(reading: str, cut: list[int]) -> list[str]:
    return [reading[a:b] for a, b in pairwise(cut)]

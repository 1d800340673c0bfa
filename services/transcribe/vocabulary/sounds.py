"""How far apart two readings sound: a weighted edit distance between beats.

What a recogniser confuses costs little (long vowels, ッ, voicing, neighbouring consonants), a wholly
different beat costs 1. The costs are ordered by phonetic feature, not fitted to recordings.
"""

from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from math import inf

from services.transcribe.vocabulary.kana import vowel

ROWS = {
    "k": "カキクケコ", "g": "ガギグゲゴ", "s": "サシスセソ", "z": "ザジズゼゾ", "t": "タチツテト",
    "d": "ダヂヅデド", "n": "ナニヌネノ", "h": "ハヒフヘホ", "b": "バビブベボ", "p": "パピプペポ",
    "m": "マミムメモ", "r": "ラリルレロ", "y": "ヤユヨ", "w": "ワ", "v": "ヴ", "": "アイウエオ",
}  # fmt: skip
CONSONANTS = {beat: row for row, beats in ROWS.items() for beat in beats}
FIRST_LETTER = "@"
UNVOICED = {"g": "k", "z": "s", "d": "t", "b": "h", "p": "h", "v": "h"}
VOICED = frozenset(map(frozenset, ("kg", "sz", "td", "hb", "hp", "bp", "vb")))
NEAR = frozenset(
    map(frozenset, ("mn", "rd", "nr", "mb", "gn", "yw", "sh", "ts", "tk", "zd", "gd", "bd", "pt", "pk"))
)

INSERTED = {"ー": 0.2, "ッ": 0.4, "ン": 0.6, "イ": 0.6, "ウ": 0.6}
"""The cost of a beat too many or too few; any other costs 1, a repeated vowel as ー."""
VOICING, GLIDE, NEAR_CONSONANT, OTHER_CONSONANT, OTHER_VOWEL = 0.4, 0.4, 0.5, 0.8, 0.7


Spoken = tuple[tuple[str, ...], float]
"""One way to say a unit: its beats, and what it costs to take it so."""


def distance(heard: Sequence[str], wanted: Sequence[str]) -> float:
    """The cheapest way from one row of beats to the other."""
    return nearest([[(tuple(heard), 0.0)]], wanted)


def nearest(units: Sequence[Sequence[Spoken]], wanted: Sequence[str], limit: float = inf) -> float:
    """The least distance of `wanted` to any way of saying the units. Above `limit`, any number above it."""
    row = [0.0, *accumulate(map(missing, wanted))]
    for ways in units:
        row = onward(row, ways, wanted)
        if min(row) > limit:
            return inf
    return round(row[-1], 2)


def onward(row: Sequence[float], ways: Sequence[Spoken], wanted: Sequence[str]) -> list[float]:
    """The row of Levenshtein's table after one more unit: for each beginning of `wanted`, its cost."""
    rows = [_heard(beats, wanted, row, cost) for beats, cost in ways]
    return [min(costs) for costs in zip(*rows, strict=True)]


def _heard(beats: Sequence[str], wanted: Sequence[str], row: Sequence[float], more: float) -> list[float]:
    """The row of Levenshtein's table after `beats`."""
    row = [cost + more for cost in row] if more else list(row)
    gaps = [missing(w) for w in wanted]
    for h in beats:
        above, extra = row, missing(h)
        left = above[0] + extra
        row = [left]
        for j, w in enumerate(wanted):
            left += gaps[j]
            changed = above[j] if h == w else above[j] + replaced(h, w)
            if changed < left:
                left = changed
            if above[j + 1] + extra < left:
                left = above[j + 1] + extra
            row.append(left)
    return row


def missing(beat: str) -> float:
    return INSERTED.get(beat, 1.0)


@cache
def replaced(one: str, other: str) -> float:
    """The cost of hearing one beat for the other: 0 for the same, 1 for a wholly different one."""
    if one == other:
        return 0.0
    if one in INSERTED or other in INSERTED:
        return _with_special(one, other)
    consonants, vowels = _consonant(one, other), vowel(one) == vowel(other)
    if _palatal(one) == _palatal(other) != "":
        return GLIDE
    glide = GLIDE if (len(one) > 1) != (len(other) > 1) else 0.0
    return min(
        1.0, max(consonants, glide) if vowels else OTHER_VOWEL + consonants + (glide if consonants else 0)
    )


def _palatal(beat: str) -> str:
    """The consonant of シ and シュ, チ and チュ, ...: beats that fast speech does not tell apart."""
    is_palatal = (vowel(beat) == "イ" and len(beat) == 1) or beat[1:] == "ュ"
    return CONSONANTS.get(beat[0], "") if is_palatal else ""


def _with_special(one: str, other: str) -> float:
    pair = {one, other}
    if pair <= {"ー", "ッ", "ン"} or pair <= {"ー", *"アイウエオ"}:
        return 0.4
    return 0.9 if pair & {"イ", "ウ"} else 1.0


def _consonant(one: str, other: str) -> float:
    pair = frozenset((CONSONANTS.get(one[0], one[0]), CONSONANTS.get(other[0], other[0])))
    if len(pair) == 1:
        return 0.0
    if pair in VOICED:
        return VOICING
    return NEAR_CONSONANT if pair in NEAR else OTHER_CONSONANT


@cache
def folded(beat: str) -> str:
    """One letter, or none, for all beats that are easily taken for each other: the alphabet of the index."""
    sound = "イ" if _palatal(beat) else vowel(beat)
    if sound is None:
        return FIRST_LETTER if beat == "ン" else ""
    consonant = CONSONANTS.get(beat[0], "")
    return chr(
        ord(FIRST_LETTER)
        + 1
        + 8 * tuple(ROWS).index(UNVOICED.get(consonant, consonant))
        + "アイウエオ".index(sound)
    )


def fold(beats: Sequence[str]) -> str:
    return "".join(map(folded, beats))


def mask(key: str) -> int:
    """The letters of a key as the bits of a number."""
    return sum(1 << (ord(letter) - ord(FIRST_LETTER)) for letter in set(key))

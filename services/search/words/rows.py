"""Texts as rows of tokens parted by blanks, which tantivy cuts at them: a token's position is its place in the row.

Handed over one by one, tokens would cost several times as much: each an object of Python, and then a line of JSON.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, NamedTuple

from services.search.words.analyzer import BLANK, Kept, Word, WordAnalyzer
from services.search.words.grams import HOLE
from services.search.words.readings import katakana

CUT_AT_BLANKS = "blanks"
READ_AS = "/"
MOST_SPELLING = 20


def tokenizer() -> Any:
    """For the name CUT_AT_BLANKS; a HOLE takes a position and is not kept."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    return TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.custom_stopword([HOLE])).build()


class WordRows(NamedTuple):
    words: str
    readings: str
    spellings: str
    """Nouns of two letters and more behind their readings (ゲンメン/減免): what a slip may have meant."""


class _Unit(NamedTuple):
    """What a longest unit adds to each row."""

    words: str
    readings: str
    long_word: str
    """Itself, where it is made of shorter ones."""
    long_reading: str
    spellings: Sequence[str]


class WordRower:
    """The short words of a text in a row, with holes for particles; behind them, each after a hole, the long ones,
    which nobody looks for in a row."""

    def __init__(self, analyzer: WordAnalyzer) -> None:
        self._analyzer = analyzer
        self._kept: Kept[_Unit] = {}

    def rows(self, normalised: str) -> WordRows:
        units = self._analyzer.units(normalised, _unit, self._kept)
        if not units:
            return WordRows("", "", "")
        words, readings, long_words, long_readings, spellings = zip(*units, strict=True)
        return WordRows(
            " ".join([*words, *filter(None, long_words)]),
            " ".join([*readings, *filter(None, long_readings)]),
            " ".join(sorted(set(chain.from_iterable(spellings)))),
        )


def sound(surface: str, reading: str) -> str:
    """What a word is compared by: a word in Latin letters by these."""
    return surface if surface.isascii() else katakana(reading)


def parted(spelling: str) -> tuple[str, str]:
    """(reading, word)."""
    reading, _, word = spelling.partition(READ_AS)
    return reading, word.replace(BLANK, " ")


def _unit(surface: str, width: int, words: Sequence[Word]) -> _Unit:
    if not words:
        hole = " ".join([HOLE] * width)
        return _Unit(hole, hole, "", "", ())
    texts = [word.text or HOLE for word in words]
    readings = [katakana(word.reading) or HOLE for word in words]
    is_long = len(words) > 1
    return _Unit(
        " ".join(texts[is_long:]), " ".join(readings[is_long:]),
        f"{HOLE} {texts[0]}" if is_long else "", f"{HOLE} {readings[0]}" if is_long else "",
        tuple(_spellings(surface, words)),
    )  # fmt: skip


def _spellings(surface: str, words: Sequence[Word]) -> Iterable[str]:
    for word in words:
        written = surface[word.start : word.end]
        if word.is_noun and 2 <= len(written) <= MOST_SPELLING:
            yield f"{sound(written, word.reading)}{READ_AS}{written}".replace(" ", BLANK)

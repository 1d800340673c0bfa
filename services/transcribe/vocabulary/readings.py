"""What a Japanese text sounds like: Sudachi's short units with every reading the dictionary has for them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from common.resident import Resident
from services.transcribe.vocabulary.kana import is_reading, katakana

MOST_CHARACTERS = 12_000
"""Sudachi refuses more than 49,149 bytes a call; a character has at most four."""
PIECE = re.compile(rf".{{1,{MOST_CHARACTERS}}}", re.DOTALL)
MOST_READINGS = 6


class Unit(NamedTuple):
    """A short unit of a text: characters `start` to `end`."""

    start: int
    end: int
    surface: str
    readings: tuple[str, ...]
    """In katakana, the likeliest first; none for marks, digits and what the dictionary cannot read."""
    part: str
    """The first part of speech: 名詞, 助詞, ..."""
    detail: str
    """The second and third: 固有名詞-人名, ..."""
    unknown: bool


def load_dictionary() -> Any:
    from sudachipy import Dictionary

    return Dictionary(dict="core")


class Reader:
    """Reads texts; safe to share between threads."""

    def __init__(self, dictionary: Resident[Any]) -> None:
        self._dictionary = dictionary

    def units(self, text: str) -> list[Unit]:
        """The short units of `text`, in order, touching each other but for spaces."""
        with self._dictionary.use() as dictionary:
            return list(_units(dictionary, text))

    def is_word(self, written: str) -> bool:
        """Whether the dictionary has `written` as one word."""
        with self._dictionary.use() as dictionary:
            return len(dictionary.lookup(written)) > 0

    def reading(self, written: str) -> str:
        """The likeliest reading of a word, in katakana; empty where some of it cannot be read."""
        units = [unit for unit in self.units(written) if unit.part != "補助記号"]
        found = "".join(unit.readings[0] if unit.readings else "?" for unit in units)
        return found if is_reading(found) else ""


def _units(dictionary: Any, text: str) -> Iterator[Unit]:
    from sudachipy import SplitMode

    # A tokenizer must not be shared by threads; making one takes a microsecond.
    tokenizer, known = dictionary.create(mode=SplitMode.A), _Readings(dictionary)
    for piece in PIECE.finditer(text):
        for morpheme in tokenizer.tokenize(piece[0]):
            start, end = piece.start() + morpheme.begin(), piece.start() + morpheme.end()
            part = morpheme.part_of_speech()
            readings = known.of(morpheme.surface(), morpheme.reading_form(), part[0])
            yield Unit(start, end, text[start:end], readings, part[0], f"{part[1]}-{part[2]}", morpheme.is_oov())


class _Readings:
    """The readings of one dictionary, remembered for as long as one text is read."""

    def __init__(self, dictionary: Any) -> None:
        self._dictionary = dictionary
        self.of = lru_cache(maxsize=50_000)(self._of)

    def _of(self, surface: str, likeliest: str, part: str) -> tuple[str, ...]:
        if part in ("補助記号", "空白"):
            return ()
        kana = katakana(surface)
        if is_reading(kana):
            # は and へ as particles are written as they are not said; the dictionary says ワ nowhere.
            return (kana, {"ハ": "ワ", "ヘ": "エ"}[kana]) if part == "助詞" and kana in "ハヘ" else (kana,)
        found = dict.fromkeys([katakana(likeliest)])
        found |= dict.fromkeys(katakana(m.reading_form()) for m in self._dictionary.lookup(surface))
        return tuple(reading for reading in found if is_reading(reading))[:MOST_READINGS]

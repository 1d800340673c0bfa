"""Sudachi words in their normalised forms (附属 and 付属, サーバー and サーバ are one word), with readings.

Both the longest units (mode C) and the short ones inside them (mode A) are words, so that 公務員 finds
国家公務員. Particles, auxiliaries and punctuation are left out: they rank nothing.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from common.resident import Resident

MOST_CHARACTERS = 12_000
"""Sudachi refuses more than 49,149 bytes a call; a character has at most four."""
SILENT = frozenset({"助詞", "助動詞", "補助記号", "空白"})
NOUN, NAME, NUMBERS = "名詞", "名詞-固有名詞", frozenset({"名詞-数詞", "代名詞-*"})
PIECE = re.compile(rf".{{1,{MOST_CHARACTERS}}}", re.DOTALL)


class Word(NamedTuple):
    text: str
    start: int
    end: int
    position: int
    """A short unit has the position of its place within the long one."""
    reading: str
    """In katakana; what Sudachi cannot read is as it is written."""
    part: str
    """Of speech, with its finer kind: 名詞-固有名詞."""
    is_short: bool
    """Not made of shorter units."""

    @property
    def is_noun(self) -> bool:
        return self.part.startswith(NOUN)

    @property
    def is_name(self) -> bool:
        return self.part == NAME

    @property
    def is_number(self) -> bool:
        """三 and 何, which go with any word."""
        return self.part in NUMBERS


def load_dictionary() -> Any:
    from sudachipy import Dictionary

    return Dictionary(dict="core")


class WordAnalyzer:
    """Cuts normalised text into words; safe to share between threads."""

    def __init__(self, dictionary: Resident[Any]) -> None:
        self._dictionary = dictionary

    def words(self, normalised: str) -> list[Word]:
        """Words with their [start, end) in `normalised`, in order."""
        with self._dictionary.use() as dictionary:
            return list(_words(dictionary, normalised))

    def terms(self, normalised: str) -> list[str]:
        """The distinct words of a query."""
        return list(dict.fromkeys(word.text for word in self.words(normalised)))


def _words(dictionary: Any, normalised: str) -> Iterator[Word]:
    from sudachipy import SplitMode

    # A tokenizer must not be shared by threads; making one takes a microsecond.
    tokenizer = dictionary.create(mode=SplitMode.C)
    position = 0
    for piece in PIECE.finditer(normalised):
        for morpheme in tokenizer.tokenize(piece[0]):
            parts = list(morpheme.split(SplitMode.A, add_single=False))
            if morpheme.part_of_speech()[0] not in SILENT:
                yield _word(morpheme, piece.start(), position, not parts)
                for offset, part in enumerate(parts):
                    yield _word(part, piece.start(), position + offset, True)
            position += max(len(parts), 1)


def _word(morpheme: Any, offset: int, position: int, is_short: bool) -> Word:
    start, end = offset + morpheme.begin(), offset + morpheme.end()
    text, reading = morpheme.normalized_form().lower(), morpheme.reading_form()
    part = _part(tuple(morpheme.part_of_speech()[:2]))
    return Word(text, start, end, position, reading, part, is_short)


@cache
def _part(of_speech: tuple[str, str]) -> str:
    return "-".join(of_speech)

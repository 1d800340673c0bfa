"""Sudachi words in their normalised forms (附属 and 付属, サーバー and サーバ are one word), with readings.

Both the longest units (mode C) and the short ones inside them (mode A) are words, so that 公務員 finds
国家公務員. Particles, auxiliaries and punctuation are left out: they rank nothing.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from common.resident import Resident

MOST_CHARACTERS = 12_000
"""Sudachi refuses more than 49,149 bytes a call; a character has at most four."""
SILENT = frozenset({"助詞", "助動詞", "補助記号", "空白"})
NOUN = "名詞"
PIECE = re.compile(rf".{{1,{MOST_CHARACTERS}}}", re.DOTALL)


class Word(NamedTuple):
    text: str
    start: int
    end: int
    position: int
    """A short unit has the position of its place within the long one."""
    reading: str
    """In katakana; what Sudachi cannot read is as it is written."""
    is_noun: bool
    is_short: bool
    """Not made of shorter units."""


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
            kind = morpheme.part_of_speech()[0]
            if kind not in SILENT:
                is_noun = kind == NOUN
                yield _word(morpheme, piece.start(), position, is_noun, not parts)
                for offset, part in enumerate(parts):
                    yield _word(part, piece.start(), position + offset, is_noun, True)
            position += max(len(parts), 1)


def _word(morpheme: Any, offset: int, position: int, is_noun: bool, is_short: bool) -> Word:
    start, end = offset + morpheme.begin(), offset + morpheme.end()
    text, reading = morpheme.normalized_form().lower(), morpheme.reading_form()
    return Word(text, start, end, position, reading, is_noun, is_short)

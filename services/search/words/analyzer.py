"""Sudachi words in their normalised forms (附属 and 付属, サーバー and サーバ are one word), with readings.

Both the longest units (mode C) and the short ones inside them (mode A) are words, so that 公務員 finds
国家公務員. Particles, auxiliaries and punctuation are left out: they rank nothing.
"""

import re
from collections.abc import Iterator, Set
from functools import lru_cache
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
        self._forms: dict[int, frozenset[str]] = {}
        """Of entries of the dictionary, the forms of the word and of its shorter units."""

    def words(self, normalised: str) -> list[Word]:
        """Words with their [start, end) in `normalised`, in order."""
        with self._dictionary.use() as dictionary:
            return list(_words(dictionary, normalised))

    def places(self, normalised: str, terms: Set[str]) -> list[tuple[int, int]]:
        """The [start, end) of the words that are among `terms`, in order; of a word that is one of them, the
        shorter units are passed over. Much less work than `words`."""
        with self._dictionary.use() as dictionary:
            return list(_places(dictionary, normalised, terms, self._forms))

    def terms(self, normalised: str) -> list[str]:
        """The distinct words of a query."""
        return list(dict.fromkeys(word.text for word in self.words(normalised)))


def _words(dictionary: Any, normalised: str) -> Iterator[Word]:
    from sudachipy import SplitMode

    # A tokenizer must not be shared by threads; making one takes a microsecond.
    tokenizer = dictionary.create(mode=SplitMode.C)
    short, position = SplitMode.A, 0
    for piece in PIECE.finditer(normalised):
        offset = piece.start()
        for morpheme in tokenizer.tokenize(piece[0]):
            parts = morpheme.split(short, add_single=False)
            count = len(parts)
            # By its number: the parts of speech themselves are made anew at every call.
            part, is_silent = _part(dictionary, morpheme.part_of_speech_id())
            if not is_silent:
                yield _word(morpheme, offset, position, part, not count)
                for at in range(count):
                    unit = parts[at]
                    kind = _part(dictionary, unit.part_of_speech_id())[0]
                    yield _word(unit, offset, position + at, kind, True)
            position += count or 1


def _places(
    dictionary: Any, normalised: str, terms: Set[str], known: dict[int, frozenset[str]]
) -> Iterator[tuple[int, int]]:
    from sudachipy import SplitMode

    tokenizer = dictionary.create(mode=SplitMode.C)
    for piece in PIECE.finditer(normalised):
        for morpheme in tokenizer.tokenize(piece[0]):
            forms = known.get(morpheme.word_id())
            if forms is None:
                forms = _forms(morpheme)
                if not morpheme.is_oov():
                    known[morpheme.word_id()] = forms
            if forms.isdisjoint(terms):
                continue
            is_one = morpheme.normalized_form().lower() in terms
            units = [morpheme] if is_one else morpheme.split(SplitMode.A, add_single=False)
            for unit in units:
                if is_one or unit.normalized_form().lower() in terms:
                    start, end = piece.start() + unit.begin(), piece.start() + unit.end()
                    if end > start and not _part(dictionary, morpheme.part_of_speech_id())[1]:
                        yield start, end


def _forms(morpheme: Any) -> frozenset[str]:
    from sudachipy import SplitMode

    units = [morpheme, *morpheme.split(SplitMode.A, add_single=False)]
    return frozenset(unit.normalized_form().lower() for unit in units)


def _word(morpheme: Any, offset: int, position: int, part: str, is_short: bool) -> Word:
    return Word(
        morpheme.normalized_form().lower(),
        offset + morpheme.begin(),
        offset + morpheme.end(),
        position,
        morpheme.reading_form(),
        part,
        is_short,
    )


@lru_cache(maxsize=4096)
def _part(dictionary: Any, number: int) -> tuple[str, bool]:
    """(the part of speech with its finer kind, whether it is left out)."""
    kind, finer, *_ = dictionary.pos_of(number)
    return f"{kind}-{finer}", kind in SILENT

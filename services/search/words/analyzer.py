"""Sudachi words in their normalised forms (附属 and 付属, サーバー and サーバ are one word), with readings.

Both the longest units (mode C) and the short ones inside them (mode A) are words, so that 公務員 finds
国家公務員. Particles, auxiliaries and punctuation are left out: they rank nothing.
"""

from collections.abc import Callable, Iterator, Sequence, Set
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from common.japanese.sudachi import Sudachi
from common.resident import Resident

SILENT = frozenset({"助詞", "助動詞", "補助記号", "空白"})
NOUN, NAME, NUMBERS = "名詞", "名詞-固有名詞", frozenset({"名詞-数詞", "代名詞-*"})
BLANK = "\u00a0"
"""Stands for the blank inside a word (new york): the index cuts at all others."""
MOST_KEPT = 50_000
T = TypeVar("T")
Kept = dict[tuple[int, str], T]
"""By the number and the surface of a word, which tell all else of it."""


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


class WordAnalyzer:
    """Cuts normalised text into words; safe to share between threads."""

    def __init__(self, sudachi: Resident[Sudachi]) -> None:
        self._sudachi = sudachi
        self._forms: dict[int, frozenset[str]] = {}
        """Of entries of the dictionary, the forms of the word and of its shorter units."""

    def words(self, normalised: str) -> list[Word]:
        """Words with their [start, end) in `normalised`, in order."""
        with self._sudachi.use() as sudachi:
            return list(_words(sudachi, normalised))

    def units(self, normalised: str, make: Callable[[str, int, Sequence[Word]], T], kept: Kept[T]) -> list[T]:
        """What `make(surface, width, words)` makes of each longest unit, in order.

        `width` is how many positions the unit takes; its words begin at 0, and a particle has none. What was made is
        `kept` and not made again: texts consist of the same words again and again.
        """
        with self._sudachi.use() as sudachi:
            return _made(sudachi, normalised, make, kept)

    def places(self, normalised: str, terms: Set[str]) -> list[tuple[int, int]]:
        """The [start, end) of the words that are among `terms`, in order; of a word that is one of them, the
        shorter units are passed over. Much less work than `words`."""
        with self._sudachi.use() as sudachi:
            return list(_places(sudachi, normalised, terms, self._forms))

    def terms(self, normalised: str) -> list[str]:
        """The distinct words of a query."""
        return list(dict.fromkeys(word.text for word in self.words(normalised)))


def _words(sudachi: Sudachi, normalised: str) -> Iterator[Word]:
    position = 0
    for start, morphemes in sudachi.cut(normalised):
        for morpheme in morphemes:
            width, words = _unit(sudachi.dictionary, morpheme, start, position)
            yield from words
            position += width


def _made(
    sudachi: Sudachi, normalised: str, make: Callable[[str, int, Sequence[Word]], T], kept: Kept[T]
) -> list[T]:
    found: list[T] = []
    for _, morphemes in sudachi.cut(normalised):
        for morpheme in morphemes:
            key = morpheme.word_id(), morpheme.surface()
            made = kept.get(key)
            if made is None:
                if len(kept) >= MOST_KEPT:
                    kept.clear()
                made = kept[key] = make(key[1], *_unit(sudachi.dictionary, morpheme, -morpheme.begin(), 0))
            found.append(made)
    return found


def _unit(dictionary: Any, morpheme: Any, offset: int, position: int) -> tuple[int, list[Word]]:
    """How many positions a longest unit takes, and its words: itself and the short ones in it."""
    from sudachipy import SplitMode

    parts = morpheme.split(SplitMode.A, add_single=False)
    count = len(parts)
    # By its number: the parts of speech themselves are made anew at every call.
    part, is_silent = _part(dictionary, morpheme.part_of_speech_id())
    if is_silent:
        return count or 1, []
    words = [_word(morpheme, offset, position, part, not count)]
    for at in range(count):
        kind = _part(dictionary, parts[at].part_of_speech_id())[0]
        words.append(_word(parts[at], offset, position + at, kind, True))
    return count or 1, words


def _places(
    sudachi: Sudachi, normalised: str, terms: Set[str], known: dict[int, frozenset[str]]
) -> Iterator[tuple[int, int]]:
    from sudachipy import SplitMode

    for at, morphemes in sudachi.cut(normalised):
        for morpheme in morphemes:
            forms = known.get(morpheme.word_id())
            if forms is None:
                forms = _forms(morpheme)
                if not morpheme.is_oov():
                    known[morpheme.word_id()] = forms
            if forms.isdisjoint(terms):
                continue
            is_one = _form(morpheme) in terms
            units = [morpheme] if is_one else morpheme.split(SplitMode.A, add_single=False)
            for unit in units:
                if is_one or _form(unit) in terms:
                    start, end = at + unit.begin(), at + unit.end()
                    if end > start and not _part(sudachi.dictionary, morpheme.part_of_speech_id())[1]:
                        yield start, end


def _forms(morpheme: Any) -> frozenset[str]:
    from sudachipy import SplitMode

    units = [morpheme, *morpheme.split(SplitMode.A, add_single=False)]
    return frozenset(map(_form, units))


def _word(morpheme: Any, offset: int, position: int, part: str, is_short: bool) -> Word:
    return Word(
        _form(morpheme),
        offset + morpheme.begin(),
        offset + morpheme.end(),
        position,
        morpheme.reading_form().replace(" ", BLANK),
        part,
        is_short,
    )


def _form(morpheme: Any) -> str:
    text: str = morpheme.normalized_form()
    return text.lower().replace(" ", BLANK)


@lru_cache(maxsize=4096)
def _part(dictionary: Any, number: int) -> tuple[str, bool]:
    """(the part of speech with its finer kind, whether it is left out)."""
    kind, finer, *_ = dictionary.pos_of(number)
    return f"{kind}-{finer}", kind in SILENT

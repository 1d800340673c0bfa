"""もしかして: what was meant, when nothing that may be seen has the words as they are written.

A suggestion is made of nouns that stand in passages which the caller's filter lets through, and of nothing
else: it cannot tell of a document that the caller may not see. Candidates are read alike (減面 and 減免)
or differ by a letter or two, in writing or in reading.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from services.search.entries import READ_AS, sound
from services.search.lexical import Filter, LexicalIndex, Spelling
from services.search.normalizing import Normalised, normalise_located
from services.search.query import Kind, Text
from services.search.question import Question
from services.search.readings import as_reading
from services.search.words import Word, WordAnalyzer

MOST_CHARACTERS = 100
"""A longer text is no query to correct."""
MOST_WORDS = 4
MOST_SPANS = 12
MOST_HOLDERS = 20
"""Documents with a word that are looked at before it is suggested."""
LONG = 8
FAR = 1000
VOICED = ["カガ", "キギ", "クグ", "ケゲ", "コゴ", "サザ", "シジ", "スズ", "セゼ", "ソゾ", "タダ", "チヂ", "ツヅ",
          "テデ", "トド", "ハバパ", "ヒビピ", "フブプ", "ヘベペ", "ホボポ"]  # fmt: skip
BEGINNINGS = {kana: row for row in VOICED for kana in row}

CanSee = Callable[[Collection[int]], bool]


class Slip(NamedTuple):
    start: int
    end: int
    text: str
    reading: str
    is_odd: bool
    """It holds a letter standing alone or a word that is nowhere, as a slip of the pen does."""


class Speller:
    def __init__(self, lexical: LexicalIndex, analyzer: WordAnalyzer) -> None:
        self._lexical = lexical
        self._analyzer = analyzer

    def suggest(self, query: str, question: Question, allowed: Filter, can_see: CanSee) -> str | None:
        """`query` with its unknown words replaced; None when all are known or nothing is near.

        `can_see` has the last word on whether the caller may see any of some documents by now.
        """
        corrected, moved = query, 0
        for text in question.wanted:
            if text.kind is not Kind.WORD or text.field is not None or len(text.text) > MOST_CHARACTERS:
                continue
            for start, end, word in self._corrections(text.text, allowed, can_see):
                at = text.at + moved
                corrected = corrected[: at + start] + word + corrected[at + end :]
                moved += len(word) - (end - start)
        return corrected if corrected != query else None

    def _corrections(self, text: str, allowed: Filter, can_see: CanSee) -> Iterator[tuple[int, int, str]]:
        """[start, end) in `text` and the word for it."""
        located = normalise_located(text)
        words = [
            word for word in self._analyzer.words(located.text) if word.is_short and word.end > word.start
        ]
        for chunk in _chunks(words):
            if self._is_known(located.text[chunk[0].start : chunk[-1].end], allowed):
                continue
            near = (
                (rank, slip, spelling)
                for slip in self._slips(located, chunk, allowed)
                for rank, spelling in self._near(slip, allowed)
            )
            for _, slip, spelling in sorted(near):
                if can_see(self._holders(spelling.word, allowed, MOST_HOLDERS)):
                    yield *located.original(slip.start, slip.end), spelling.word
                    break

    def _slips(self, located: Normalised, chunk: Sequence[Word], allowed: Filter) -> list[Slip]:
        """The stretches of words that stand nowhere so, the shortest first."""
        unknown: list[Slip] = []
        odd = [self._is_odd(_surface(located, word), allowed) for word in chunk]
        for length in range(1, MOST_WORDS + 1):
            for first in range(len(chunk) - length + 1):
                row = chunk[first : first + length]
                start, end = row[0].start, row[-1].end
                text = located.text[start:end]
                if end - start > 1 and not self._is_known(text, allowed):
                    reading = as_reading(text) or "".join(sound(_surface(located, w), w.reading) for w in row)
                    unknown.append(Slip(start, end, text, reading, any(odd[first : first + length])))
        return unknown[:MOST_SPANS]

    def _is_odd(self, word: str, allowed: Filter) -> bool:
        return len(word) == 1 or not self._is_known(word, allowed)

    def _near(self, slip: Slip, allowed: Filter) -> Iterator[tuple[tuple[int, int, int], Spelling]]:
        """What may have been meant, with a rank: smaller is nearer."""
        same = self._lexical.spellings(slip.reading + READ_AS, allowed)
        yield from (
            ((0, distance(spelling.word, slip.text), -spelling.passages), spelling)
            for spelling in same
            if spelling.word != slip.text
        )
        if same or not slip.is_odd:
            return
        for spelling in self._begin_alike(slip.reading, allowed):
            by_reading, by_letters = _limit(slip.reading, 4), _limit(slip.text, 3)
            apart = min(
                distance(spelling.reading, slip.reading, by_reading),
                distance(spelling.word, slip.text, by_letters),
            )
            if apart < FAR:
                yield (apart, distance(spelling.word, slip.text), -spelling.passages), spelling

    def _begin_alike(self, reading: str, allowed: Filter) -> Iterator[Spelling]:
        for first in BEGINNINGS.get(reading[:1], reading[:1]):
            yield from self._lexical.spellings(first, allowed)

    def _is_known(self, text: str, allowed: Filter) -> bool:
        return bool(self._holders(text, allowed, 1))

    def _holders(self, text: str, allowed: Filter, limit: int) -> set[int]:
        return self._lexical.some_documents(self._lexical.compiler.matches(Text(text), ()), allowed, limit)


def distance(one: str, other: str, most: int = FAR) -> int:
    """Letters to add, drop, change or swap with their neighbour; `FAR` when they are more than `most`.

    Damerau-Levenshtein, the optimal string alignment.
    """
    if abs(len(one) - len(other)) > most or len(set(one) ^ set(other)) > 2 * most:
        return FAR
    before, row = list[int](), list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, last[j - 2] + 1)
            row.append(best)
    return row[-1] if row[-1] <= most else FAR


def _limit(text: str, shortest: int) -> int:
    """How far from `text` a word may be: nothing is near a short one."""
    return 0 if len(text) < shortest else 1 if len(text) < LONG else 2


def _chunks(words: Sequence[Word]) -> list[list[Word]]:
    """The runs of words that touch."""
    chunks: list[list[Word]] = []
    for word in words:
        if chunks and chunks[-1][-1].end == word.start:
            chunks[-1].append(word)
        else:
            chunks.append([word])
    return chunks


def _surface(located: Normalised, word: Word) -> str:
    return located.text[word.start : word.end]

"""もしかして: what was meant, when nothing that may be seen has the words as they are written.

A suggestion is made of nouns that stand in passages which the caller's filter lets through, and of nothing
else: it cannot tell of a document that the caller may not see. Candidates are read alike (減面 and 減免)
or, where it is no sentence that is asked, differ by a letter or two.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from services.search.query import Kind, Text
from services.search.words.analyzer import Word, WordAnalyzer
from services.search.words.grams import alike, run_of
from services.search.words.lexical import Filter, LexicalIndex, Spelling
from services.search.words.normalizing import Normalised, normalise, normalise_located
from services.search.words.question import Question
from services.search.words.readings import as_reading
from services.search.words.rows import READ_AS, sound

MOST_CHARACTERS = 100
"""A longer text is no query to correct."""
MOST_KEYWORDS = 24
"""Characters of a text that may be keywords; a longer one is a sentence."""
MOST_WORDS = 4
MOST_SPANS = 8
MOST_HOLDERS = 20
"""Documents with a word that are looked at before it is suggested."""
SHORT, LONG = 4, 8
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

    def suggest(
        self, query: str, question: Question, allowed: Filter, can_see: CanSee, shown: Iterable[str] = ()
    ) -> str | None:
        """`query` with its unknown words replaced; None when all are known or nothing is near.

        `can_see` has the last word on whether the caller may see any of some documents by now. What is in
        the texts `shown` needs no looking up.
        """
        corrected, moved = query, 0
        known = "\t".join(run_of(normalise(text)).text for text in shown)
        look = _Look(self._lexical, self._analyzer, allowed, can_see, known)
        for text in question.wanted:
            if text.kind is not Kind.WORD or text.field is not None or len(text.text) > MOST_CHARACTERS:
                continue
            for start, end, word in look.corrections(text.text):
                at = text.at + moved
                corrected = corrected[: at + start] + word + corrected[at + end :]
                moved += len(word) - (end - start)
        return corrected if corrected != query else None


class _Look:
    """One search for what was meant."""

    def __init__(
        self, lexical: LexicalIndex, analyzer: WordAnalyzer, allowed: Filter, can_see: CanSee, shown: str
    ) -> None:
        self._lexical = lexical
        self._analyzer = analyzer
        self._allowed = allowed
        self._can_see = can_see
        self._shown = shown
        self._known: dict[str, bool] = {}

    def corrections(self, text: str) -> Iterator[tuple[int, int, str]]:
        """[start, end) in `text` and the word for it."""
        located = normalise_located(text)
        words = [
            word for word in self._analyzer.words(located.text) if word.is_short and word.end > word.start
        ]
        for chunk in _chunks(words):
            if self._is_known(located.text[chunk[0].start : chunk[-1].end]):
                continue
            near = (
                (rank, slip, spelling)
                for slip in self._slips(located, chunk)
                for rank, spelling in self._near(slip, is_short=len(located.text) <= MOST_KEYWORDS)
            )
            for _, slip, spelling in sorted(near):
                if self._can_see(self._holders(spelling.word, MOST_HOLDERS)):
                    yield *located.original(slip.start, slip.end), spelling.word
                    break

    def _slips(self, located: Normalised, chunk: Sequence[Word]) -> list[Slip]:
        """The stretches of words that stand nowhere so, the shortest first."""
        unknown: list[Slip] = []
        odd = [self._is_odd(_surface(located, word)) for word in chunk]
        for length in range(1, MOST_WORDS + 1):
            for first in range(len(chunk) - length + 1):
                row = chunk[first : first + length]
                start, end = row[0].start, row[-1].end
                text = located.text[start:end]
                if end - start > 1 and _may_slip(row) and not self._is_known(text):
                    reading = as_reading(text) or "".join(sound(_surface(located, w), w.reading) for w in row)
                    unknown.append(Slip(start, end, text, reading, any(odd[first : first + length])))
        return unknown[:MOST_SPANS]

    def _is_odd(self, word: str) -> bool:
        return len(word) == 1 or not self._is_known(word)

    def _near(self, slip: Slip, *, is_short: bool) -> Iterator[tuple[tuple[int, int, int], Spelling]]:
        """What may have been meant, with a rank: smaller is nearer.

        In a long text only what is read alike: there every other compound is one that stands nowhere.
        """
        same = self._lexical.spellings(slip.reading + READ_AS, self._allowed)
        yield from (
            ((0, distance(spelling.word, slip.text), -spelling.passages), spelling)
            for spelling in same
            if spelling.word != slip.text
        )
        if same or not (slip.is_odd and is_short):
            return
        is_sound = slip.text.isascii() or as_reading(slip.text) is not None
        by_reading, by_letters = _limit(slip.reading) if is_sound else 0, _limit(slip.text)
        candidates = self._begin_alike(slip.reading) if by_reading or by_letters else ()
        for spelling in candidates:
            apart = min(
                distance(spelling.reading, slip.reading, by_reading),
                distance(spelling.word, slip.text, by_letters),
            )
            if apart < FAR and not _only_drops(spelling.word, slip.text):
                yield (apart, distance(spelling.word, slip.text), -spelling.passages), spelling

    def _begin_alike(self, reading: str) -> Iterator[Spelling]:
        for first in BEGINNINGS.get(reading[:1], reading[:1]):
            yield from self._lexical.spellings(first, self._allowed)

    def _is_known(self, text: str) -> bool:
        if text not in self._known:
            letters = alike("".join(text.split()))
            self._known[text] = letters in self._shown or bool(self._holders(text, 1))
        return self._known[text]

    def _holders(self, text: str, limit: int) -> set[int]:
        query = self._lexical.compiler.matches(Text(text), ())
        return self._lexical.some_documents(query, self._allowed, limit)


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


def _limit(text: str) -> int:
    """How far from `text` a word may be: nothing is near a short one."""
    return 0 if len(text) < SHORT else 1 if len(text) < LONG else 2


def _may_slip(row: Sequence[Word]) -> bool:
    """A name that stands nowhere is another's name; 三 and 何 make words that stand nowhere all the time."""
    return not all(word.is_name for word in row) and not any(word.is_number for word in row)


def _only_drops(word: str, text: str) -> bool:
    """亡命 for 亡命先 is less than was asked, not what was meant; server for serverr is."""
    return word in text and not text.isascii() and as_reading(text) is None


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

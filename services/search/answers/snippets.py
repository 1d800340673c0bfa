"""The stretch of a passage that shows why it was found. Plain text; offsets instead of markup."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

from services.search.query import Kind, Text
from services.search.words.analyzer import Word, WordAnalyzer
from services.search.words.compiling import pattern_regex
from services.search.words.grams import Run, alike, run_of
from services.search.words.normalizing import normalise, normalise_located
from services.search.words.question import Question, plain
from services.search.words.readings import as_reading, katakana

SNIPPET_CHARACTERS = 160
LEAD_CHARACTERS = 30
WHITE = re.compile(r"\s")
KANA = re.compile(r"[\u3041-\u30ff]")
"""What endings and long vowels are written with: a word that has any may be longer than was asked (サーバ, サーバー)."""
Span = tuple[int, int]


class Snippet(NamedTuple):
    text: str
    highlights: list[Span]
    """[start, end) in `text`, in code points, in order and apart from each other."""


class Highlighter:
    """Finds in passages what one question asks for: its words in any form and reading, its phrases, patterns
    and the synonyms. What stands under a NOT, or in a field, is not marked; nor are, of words without
    kana, other forms in a passage that has all of them as they were asked: to look for these is most of the work."""

    def __init__(self, asked: Question | str, analyzer: WordAnalyzer) -> None:
        question = plain(asked) if isinstance(asked, str) else asked
        texts = [text for text in question.wanted if text.field is None]
        words = [normalise(text.text) for text in texts if text.kind is Kind.WORD]
        self._analyzer = analyzer
        self._terms = {term for word in words for term in analyzer.terms(word)}
        self._readings = {reading for word in words for part in word.split() if (reading := as_reading(part))}
        self._has_kana = any(KANA.search(word) for word in words)
        self._asked = [pattern for text in texts for pattern in _patterns(text)]
        self._others = [_exactly(other) for text in texts for other in question.synonyms_of(text)]

    def snippet(self, text: str) -> Snippet:
        return cut_out(text, self.spans(text))

    def spans(self, text: str) -> list[Span]:
        """[start, end) in `text`, in code points, in order and apart from each other."""
        located = normalise_located(text)
        run = run_of(located.text)
        asked = [list(_found(pattern, run)) for pattern in self._asked]
        found = [
            *chain.from_iterable(asked),
            *chain.from_iterable(_found(other, run) for other in self._others),
        ]
        if self._has_kana or not all(asked):
            found += [*self._formed(located.text), *self._read(located.text)]
        return merged(located.original(*span) for span in found)

    def _formed(self, text: str) -> Sequence[Span]:
        return self._analyzer.places(text, self._terms) if self._terms else []

    def _read(self, text: str) -> Iterator[Span]:
        """The words in a row that are read as a part of the question is written."""
        if not self._readings:
            return
        words = self._analyzer.words(text)
        for word in words:
            if katakana(word.reading) in self._readings and word.end > word.start:
                yield word.start, word.end
        short = [word for word in words if word.is_short]
        for reading in self._readings:
            yield from _in_a_row(short, reading)


def _patterns(text: Text) -> list[re.Pattern[str]]:
    """What to look for in a run; none of them matches nothing."""
    if text.kind is Kind.PATTERN:
        return [pattern] if (pattern := pattern_regex(text.text)).pattern else []
    parts = text.text.split() if text.kind is Kind.WORD else [text.text]
    return [pattern for part in parts if (pattern := _exactly(part)).pattern]


def _exactly(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(alike("".join(normalise(text).split()))))


def _found(pattern: re.Pattern[str], run: Run) -> Iterator[Span]:
    for found in pattern.finditer(run.text):
        yield run.places[found.start()], run.places[found.end() - 1] + 1


def _in_a_row(short: Sequence[Word], reading: str) -> Iterator[Span]:
    for at, first in enumerate(short):
        read = ""
        for word in short[at:]:
            read += katakana(word.reading)
            if read == reading and word.end > first.start:
                yield first.start, word.end
            if not reading.startswith(read) or read == reading:
                break


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same stretches in order, those that overlap or touch made one."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = result[-1][0], max(end, result[-1][1])
        else:
            result.append((start, end))
    return result


def cut_out(text: str, spans: Sequence[Span]) -> Snippet:
    """The window of `text` with the most highlighted characters; white space becomes blanks."""
    start = _best_start(len(text), spans)
    window = text[start : start + SNIPPET_CHARACTERS]
    shown = WHITE.sub(" ", window)
    inside = [(max(a - start, 0), min(b - start, len(shown))) for a, b in spans]
    return Snippet(shown, [(a, b) for a, b in inside if a < b])


def _best_start(length: int, spans: Sequence[Span]) -> int:
    latest = max(length - SNIPPET_CHARACTERS, 0)
    starts = [0, *(min(max(start - LEAD_CHARACTERS, 0), latest) for start, _ in spans)]
    begins = [start for start, _ in spans]
    before = [0, *accumulate(end - start for start, end in spans)]

    def covered(place: int) -> int:
        """Highlighted characters before it."""
        at = bisect_right(begins, place)
        return before[at] - (max(spans[at - 1][1] - place, 0) if at else 0)

    return max(starts, key=lambda start: (covered(start + SNIPPET_CHARACTERS) - covered(start), -start))

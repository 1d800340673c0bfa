"""The stretch of a passage that shows why it was found. Plain text; offsets instead of markup."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from services.search.grams import CELL_BORDER
from services.search.normalizing import Normalised, normalise, normalise_located
from services.search.words import WordAnalyzer

SNIPPET_CHARACTERS = 160
LEAD_CHARACTERS = 30
Span = tuple[int, int]


class Snippet(NamedTuple):
    text: str
    highlights: list[Span]
    """[start, end) in `text`, in code points, in order and apart from each other."""


class Highlighter:
    """Finds in passages what one query asks for: its words in any form, and its parts letter by letter."""

    def __init__(self, query: str, analyzer: WordAnalyzer) -> None:
        normalised = normalise(query)
        self._analyzer = analyzer
        self._terms = set(analyzer.terms(normalised))
        self._parts = normalised.split()

    def snippet(self, text: str) -> Snippet:
        located = normalise_located(text)
        found = [*self._words(located), *self._exact(located)]
        return cut_out(text, merged(located.original(*span) for span in found))

    def _words(self, located: Normalised) -> Iterator[Span]:
        for word in self._analyzer.words(located.text):
            if word.text in self._terms and word.end > word.start:
                yield word.start, word.end

    def _exact(self, located: Normalised) -> Iterator[Span]:
        kept = [at for at, c in enumerate(located.text) if c == CELL_BORDER or not c.isspace()]
        run = "".join(located.text[at] for at in kept)
        for part in self._parts:
            at = run.find(part)
            while at >= 0:
                yield kept[at], kept[at + len(part) - 1] + 1
                at = run.find(part, at + len(part))


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
    shown = "".join(" " if character.isspace() else character for character in window)
    inside = [(max(a - start, 0), min(b - start, len(shown))) for a, b in spans]
    return Snippet(shown, [(a, b) for a, b in inside if a < b])


def _best_start(length: int, spans: Sequence[Span]) -> int:
    latest = max(length - SNIPPET_CHARACTERS, 0)
    starts = [0, *(min(max(start - LEAD_CHARACTERS, 0), latest) for start, _ in spans)]
    return max(starts, key=lambda start: (_covered(spans, start), -start))


def _covered(spans: Sequence[Span], start: int) -> int:
    end = start + SNIPPET_CHARACTERS
    return sum(max(min(b, end) - max(a, start), 0) for a, b in spans)

"""Rows of a table in plain text: which heading stands over a place."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

SEPARATORS = ("\t", "|", "│", ",", "、")
RULE = re.compile(r"[\s|:│+-]*")
HAS_DIGIT = re.compile(r"[0-9]")
LONGEST_HEADING = 14


@dataclass(frozen=True)
class Cell:
    """`text[start:end]` stands under `heading`."""

    heading: str
    start: int
    end: int


class Tables:
    """The cells below headings in `text`; a table is neighbouring lines of as many cells, headings first."""

    def __init__(self, text: str) -> None:
        self.cells = list(_cells(text))
        self._starts = [cell.start for cell in self.cells]

    def heading(self, at: int) -> str | None:
        """The heading over the character at `at`; None outside tables."""
        number = bisect_right(self._starts, at) - 1
        if number >= 0 and at < self.cells[number].end:
            return self.cells[number].heading
        return None


def _cells(text: str) -> Iterator[Cell]:
    separator, headings = "", list[str]()
    offset = 0
    for line in text.split("\n"):
        if headings and line.count(separator) == len(headings) - 1:
            yield from _row(line, offset, separator, headings)
        else:
            separator, headings = _headings(line)
        offset += len(line) + 1


def _headings(line: str) -> tuple[str, list[str]]:
    """The cells of a line that can be a table's first, with their separator; none if it cannot."""
    for separator in SEPARATORS:
        cells = [cell.strip(' "') for cell in line.split(separator)]
        named = [cell for cell in cells if cell]
        if len(named) > 1 and all(len(c) <= LONGEST_HEADING and not HAS_DIGIT.search(c) for c in named):
            return separator, cells
    return "", []


def _row(line: str, offset: int, separator: str, headings: list[str]) -> Iterator[Cell]:
    if RULE.fullmatch(line):
        return
    for heading, cell in zip(headings, line.split(separator), strict=True):
        name = cell.strip(' "')
        if name and heading:
            start = offset + cell.index(name)
            yield Cell(heading, start, start + len(name))
        offset += len(cell) + len(separator)

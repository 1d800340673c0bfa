"""Comma and tab separated tables: a segment a cell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import pstdev

from common.documents.edits import EditsBySegment, apply, by_segment, replaced
from common.documents.encoding import readable
from common.documents.model import Document, Edit, Place, Report, Segment
from common.documents.text import damage_notes, fit_newlines, load, save

DELIMITERS = ",\t;|"
SAMPLE_CHARACTERS = 20_000


@dataclass(frozen=True)
class Cell:
    """A field and where its raw text stands in the file (RFC 4180)."""

    row: int
    column: int
    start: int
    end: int
    value: str
    quoted: bool
    row_end: int
    """Behind its delimiter or line end."""

    @property
    def id(self) -> str:
        return f"R{self.row}C{self.column}"


def read(path: Path) -> Document:
    """Cells in reading order, as `R1C1`... Line breaks inside a cell are kept."""
    decoded = load(path)
    cells = _cells(decoded.text, _delimiter(decoded.text))
    return Document(
        format="csv",
        segments=_segments(cells),
        metadata={"encoding": decoded.encoding},
        unread=damage_notes(decoded),
    )


def rewrite(path: Path, edits: Sequence[Edit], out: Path, *, scrub: bool) -> Report:
    """Only edited cells change; they are quoted where the new text needs it. With `scrub`, rows left empty go."""
    decoded = load(path)
    delimiter = _delimiter(decoded.text)
    cells = list(_cells(decoded.text, delimiter))
    edits_of = by_segment(edits, _segments(cells))
    stretches = (
        stretch for row in _rows(cells) for stretch in _stretches(row, edits_of, delimiter, scrub=scrub)
    )
    return save(decoded, replaced(decoded.text, stretches), out, len(edits))


def _stretches(
    row: Sequence[Cell], edits_of: EditsBySegment, delimiter: str, *, scrub: bool
) -> list[tuple[int, int, str]]:
    """What stands elsewhere in the text of the file; the whole row, if nothing of it is left."""
    values = {cell.id: apply(cell.value, fit_newlines(edits_of.get(cell.id, ()), "\n")) for cell in row}
    if scrub and any(cell.value for cell in row) and not any(values.values()):
        return [(row[0].start, row[-1].row_end, "")]
    changed = (cell for cell in row if cell.id in edits_of)
    return [(cell.start, cell.end, _quote(values[cell.id], delimiter, cell.quoted)) for cell in changed]


def _rows(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    for _, row in groupby(cells, key=lambda cell: cell.row):
        yield list(row)


def _segments(cells: Iterator[Cell] | Sequence[Cell]) -> list[Segment]:
    return [
        Segment(
            id=cell.id, text=readable(cell.value), place=Place(part="cell", row=cell.row, column=cell.column)
        )
        for cell in cells
        if cell.value
    ]


def _cells(text: str, delimiter: str) -> Iterator[Cell]:
    # A quoted field may be followed by stray text; spreadsheet programs keep both, and so does this.
    field = re.compile(
        rf'(?:"(?P<quoted>(?:[^"]|"")*)(?:"(?P<stray>[^{re.escape(delimiter)}\r\n]*)|\Z)'
        rf"|(?P<bare>[^{re.escape(delimiter)}\r\n]*))(?P<end>{re.escape(delimiter)}|\r\n|\r|\n|\Z)"
    )
    row = column = 1
    position = 0
    while match := field.match(text, position):
        end = match["end"]
        quoted = match["bare"] is None
        value = match["quoted"].replace('""', '"') + (match["stray"] or "") if quoted else match["bare"]
        yield Cell(row, column, match.start(), match.start("end"), value, quoted, match.end())
        position = match.end()
        row, column = (row, column + 1) if end == delimiter else (row + 1, 1)
        if position >= len(text) and end != delimiter:
            return


def _quote(value: str, delimiter: str, quoted: bool) -> str:
    if quoted or any(mark in value for mark in (delimiter, '"', "\n", "\r")):
        return '"' + value.replace('"', '""') + '"'
    return value


def _delimiter(text: str) -> str:
    """The mark that divides the first rows into the most, and most even, columns."""
    sample = re.sub(r'"(?:[^"]|"")*"', '""', text[:SAMPLE_CHARACTERS])
    rows = [row for row in re.split(r"\r\n|\r|\n", sample) if row][:50]
    counts = {mark: [row.count(mark) for row in rows] for mark in DELIMITERS}
    return max(DELIMITERS, key=lambda mark: _evenness(counts[mark]))


def _evenness(counts: Sequence[int]) -> float:
    if not any(counts):
        return -1.0
    average = sum(counts) / len(counts)
    return average / (1 + pstdev(counts) * 4)

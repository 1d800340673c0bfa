"""The tables of a document: csv files, and sheets with a row of headings."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from common.documents import Segment
from services.masking.blocks import Located
from services.masking.columns.recognising import is_known
from services.masking.folding import fold_word

ID = re.compile(r"(?:(?P<sheet>s[0-9]+)!)?(?:R[0-9]+C[0-9]+|[A-Z]+[0-9]+)")
"""What the adapters of csv and xlsx call a cell."""
SEARCHED_ROWS = 20
WIDE_ENOUGH = 0.6
"""The first row as wide as this share of the widest is the headings'; what is above is a title."""
LONGEST_HEADING = 40
VALUE = re.compile(r"[0-9〒+\-/.:,()%歳才年月日 ]+|.*@.*")
"""What stands in a cell and is no heading."""
COVERED = 0.8


@dataclass
class Table:
    """`columns[3]` are the cells below the heading of the third column, `headings[3]` is that heading."""

    sheet: str
    """How the ids of its cells begin: `s1`; empty in a csv file."""
    title: str
    first_row: int
    """The first row below the headings."""
    headings: dict[int, str]
    heading_cells: list[int] = field(default_factory=list)
    columns: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Column to the numbers of its cells among the segments of the document."""


def sheet_of(segment: Segment) -> str | None:
    """Which table a segment can be a cell of; None for what is no visible cell."""
    found = ID.fullmatch(segment.id)
    if found is None or segment.place.part != "cell" or segment.place.hidden or not segment.place.column:
        return None
    return found["sheet"] or ""


def find_tables(segments: Sequence[Segment], found: Sequence[Located]) -> list[Table]:
    """`found` tells names from headings: a row that holds a person is none, but for 氏名 and 住所 taken for names."""
    sheets: dict[str, list[int]] = defaultdict(list)
    for number, segment in enumerate(segments):
        if (sheet := sheet_of(segment)) is not None:
            sheets[sheet].append(number)
    data = covered(segments, found)
    return [table for sheet, cells in sheets.items() if (table := _table(sheet, cells, segments, data))]


def covered(segments: Sequence[Segment], found: Sequence[Located]) -> Mapping[int, str]:
    """The segments that one detection covers nearly whole, with its kind."""
    return {
        item.segment: item.detection.kind
        for item in found
        if item.detection.end - item.detection.start >= COVERED * len(segments[item.segment].text.strip())
    }


def _table(
    sheet: str, cells: Sequence[int], segments: Sequence[Segment], data: Mapping[int, str]
) -> Table | None:
    rows: dict[int, list[int]] = defaultdict(list)
    for number in cells:
        rows[segments[number].place.row or 0].append(number)
    widest = max(len(row) for row in rows.values())
    top = next(
        (row for row in list(rows)[:SEARCHED_ROWS] if len(rows[row]) >= max(2, WIDE_ENOUGH * widest)), None
    )
    if top is None:
        return None
    known = sum(is_known(segments[number].text) for number in rows[top])
    named = all(_is_heading(segments[n].text) and (known > 1 or n not in data) for n in rows[top])
    if sheet and not named:
        return None
    headings = {_column(segments[n]): segments[n].text.strip() for n in rows[top]} if named else {}
    table = Table(
        sheet, segments[cells[0]].place.sheet or "", top + named, headings, rows[top] if named else []
    )
    for row, numbers in rows.items():
        for number in numbers if row >= table.first_row else ():
            table.columns[_column(segments[number])].append(number)
    return table if table.columns else None


def _is_heading(text: str) -> bool:
    folded = fold_word(text).strip()
    return len(folded) <= LONGEST_HEADING and VALUE.fullmatch(folded) is None


def _column(segment: Segment) -> int:
    return segment.place.column or 0


def cells_of(
    places: Mapping[tuple[str, int], int], segments: Sequence[Segment]
) -> Iterator[tuple[tuple[str, int], Segment]]:
    """The cells of the columns in `places` (sheet and number to the first row), each with its sheet and number."""
    for segment in segments:
        sheet = sheet_of(segment)
        place = (sheet or "", _column(segment))
        if sheet is not None and (segment.place.row or 0) >= places.get(place, 1 << 62):
            yield place, segment

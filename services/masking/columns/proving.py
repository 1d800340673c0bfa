"""The proof of the columns: every cell read again holds what it should, and no original is left elsewhere."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from common.documents import Segment
from services.masking.blackening import applied, grouped
from services.masking.columns.anonymity import Anonymity
from services.masking.columns.grid import sheet_of
from services.masking.columns.plan import SEEDED, Column
from services.masking.columns.planned import Planned
from services.masking.columns.treatments import ColumnKind, Treatment
from services.masking.columns.writing import Sheet
from services.masking.findings import labelled
from services.masking.folding import search_key
from services.masking.leftovers import LONG_ASCII, Leftover
from services.masking.propagation import SHORTEST

TELLING = (*SEEDED, ColumnKind.NUMBER)
"""Columns whose words are looked for in every part of the file; an age or a month is anybody's."""


@dataclass(frozen=True)
class CellWord:
    """An original, as `leftovers` wants it; `id` is the column's."""

    id: str
    entity_type: str
    text: str


def cell_words(plan: Planned) -> dict[str, CellWord]:
    """What the treated cells held and must be gone everywhere, by search key."""
    words = {}
    for column in plan.sheet.columns:
        if column.is_whole and column.kind in TELLING:
            for cell in plan.sheet.cells[column.id]:
                key = search_key(cell.text)
                if _is_telling(key) and key not in search_key(plan.sheet.text(column, cell)):
                    words[key] = CellWord(column.id, column.entity_type, cell.text.strip())
    return words


def _is_telling(key: str) -> bool:
    """A short number may stand elsewhere and mean something else."""
    return len(key) >= (LONG_ASCII if key.isascii() and "@" not in key else SHORTEST)


class Landing:
    """Where segments stand in the written file: emptied rows are gone where they could be, as are hidden sheets."""

    def __init__(self, before: Sequence[Segment], after: Sequence[Segment], plan: Planned) -> None:
        of_segment = grouped(plan.edits)
        texts: dict[str, dict[int, str]] = defaultdict(lambda: defaultdict(str))
        titles: dict[str, str] = {}
        for segment in before:
            if (sheet := sheet_of(segment)) is not None and segment.place.row:
                texts[sheet][segment.place.row] += applied(segment.text, of_segment.get(segment.id, ()))
                titles[sheet] = applied(segment.place.sheet or "", of_segment.get(sheet, ()))
        there: dict[str, str] = {}
        stand: dict[str, set[int]] = defaultdict(set)
        for segment in after:
            if (sheet := sheet_of(segment)) is not None:
                there[segment.place.sheet or ""] = sheet
                stand[sheet].add(segment.place.row or 0)
        self._sheets = {sheet: there.get(title, sheet) for sheet, title in titles.items()}
        self._gone = {sheet: _vanished(rows, stand[self.sheet(sheet)]) for sheet, rows in texts.items()}

    def sheet(self, sheet: str) -> str:
        return self._sheets.get(sheet, sheet)

    def id(self, segment: Segment) -> str | None:
        """None for a cell of a row that is gone."""
        sheet, row = sheet_of(segment), segment.place.row
        if sheet is None or not row:
            return segment.id
        gone = self._gone.get(sheet, [])
        above = bisect_right(gone, row)
        if above and gone[above - 1] == row:
            return None
        row -= above
        if not sheet:
            return f"R{row}C{segment.place.column}"
        return f"{self.sheet(sheet)}!{segment.id.partition('!')[2].rstrip('0123456789')}{row}"


def _vanished(rows: Mapping[int, str], stand: Set[int]) -> list[int]:
    """The emptied of `rows`, unless the rows that `stand` in the file show that they were kept."""
    empty = sorted(row for row, text in rows.items() if not text)
    moved = {row - bisect_right(empty, row) for row, text in rows.items() if text}
    return empty if stand <= moved else []


def landed(
    spans: Mapping[str, list[tuple[int, int]]], before: Sequence[Segment], landing: Landing
) -> dict[str, list[tuple[int, int]]]:
    """`spans` by the ids of the written file."""
    ids = {segment.id: landing.id(segment) for segment in before}
    return {there: spans[id_] for id_, there in ids.items() if there is not None and id_ in spans}


def decided_cells(plan: Planned) -> dict[str, list[tuple[int, int]]]:
    """Cells whose new text somebody decided as a whole: what is in it may be read there."""
    return {
        cell.id: [(0, len(plan.sheet.text(column, cell)))]
        for column in plan.sheet.columns
        if column.treatment != Treatment.DETECT
        for cell in plan.sheet.cells[column.id]
    }


def misplaced(plan: Planned, after: Sequence[Segment], landing: Landing) -> Iterator[Leftover]:
    """Cells of treated columns that do not read as they should."""
    texts = {segment.id: segment.text for segment in after}
    for column in plan.sheet.columns:
        for cell in plan.sheet.cells[column.id] if column.is_whole else ():
            there = landing.id(cell)
            gone = there is None or cell.place.row in plan.dropped.get(column.sheet, ())
            if not gone and texts.get(there or "", "") != plan.sheet.text(column, cell):
                yield Leftover(finding=column.id, entity_type=column.entity_type, place=labelled(cell).text)


def judged_again(plan: Planned, after: Sequence[Segment], landing: Landing, k: int) -> list[Anonymity]:
    """k-anonymity of what was written, read again."""
    columns = [_as_written(column, landing) for column in plan.sheet.columns]
    tables = Sheet(columns, after, plan.sheet.today).anonymity(k).values()
    return [table.model_copy(update={"helps": []}).shortened() for table in tables if table.columns]


def _as_written(column: Column, landing: Landing) -> Column:
    stays = Treatment.LEAVE if column.tells else Treatment.REMOVE
    return column.model_copy(update={"sheet": landing.sheet(column.sheet), "treatment": stays})

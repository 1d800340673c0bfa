"""The cells of treated columns as edits."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date

from common.documents import Edit, Segment
from services.masking.blackening import applied, grouped
from services.masking.columns.anonymity import Anonymity, Help, Rows, judge, small_records
from services.masking.columns.plan import Column, segments_of
from services.masking.columns.treatments import (
    FITTING,
    GENERALISED,
    ColumnKind,
    Treatment,
    generalised,
)
from services.masking.folding import search_key

CODES = {ColumnKind.NAME: "P", ColumnKind.NUMBER: "N", ColumnKind.IDENTIFIER: "K"}


class Codes:
    """Pseudonyms of cells: one for each value of a kind, in the order of appearance, none that stands in the table."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = {search_key(text) for text in taken}
        self._codes: dict[tuple[str, str], str] = {}
        self._counts: dict[str, int] = {}

    def code(self, kind: ColumnKind, text: str) -> str:
        letter, key = CODES.get(kind, "X"), search_key(text)
        while (letter, key) not in self._codes:
            self._counts[letter] = self._counts.get(letter, 0) + 1
            code = f"{letter}{self._counts[letter]:04}"
            if search_key(code) not in self._taken:
                self._codes[letter, key] = code
        return self._codes[letter, key]


class Sheet:
    """The columns of one document over its segments, and what is made of their cells."""

    def __init__(
        self, columns: Sequence[Column], segments: Sequence[Segment], today: date, own: Iterable[Edit] = ()
    ) -> None:
        """`own` are the edits of findings, which count in columns that are not treated as wholes."""
        self.columns = columns
        self.today = today
        self._own = grouped(own)
        self.cells = segments_of(columns, segments)
        self._codes = Codes(cell.text for cells in self.cells.values() for cell in cells)
        for column in columns:
            if column.treatment == Treatment.PSEUDONYM:
                for cell in self.cells[column.id]:
                    self._codes.code(column.kind, cell.text)

    def text(self, column: Column, cell: Segment, treatment: Treatment | None = None) -> str:
        """What the cell will read under the column's treatment, or under another."""
        match treatment or column.treatment:
            case Treatment.LEAVE | Treatment.DETECT:
                return applied(cell.text, self._own.get(cell.id, ()))
            case Treatment.REMOVE:
                return ""
            case Treatment.PSEUDONYM:
                return self._codes.code(column.kind, cell.text)
            case coarser:
                return generalised(cell.text, coarser, self.today)

    def unreadable(self, column: Column) -> int:
        """Cells that cannot be made coarse, and are emptied."""
        if column.treatment not in GENERALISED:
            return 0
        return sum(not self.text(column, cell) for cell in self.cells[column.id])

    def edits(self, dropped: Mapping[str, Container[int]]) -> list[Edit]:
        """One edit a changed cell; of the rows in `dropped` (by sheet) every cell goes."""
        found = []
        for column in self.columns:
            for cell in self.cells[column.id]:
                gone = cell.place.row in dropped.get(column.sheet, ())
                text = "" if gone else self.text(column, cell)
                if gone or (column.is_whole and text != cell.text):
                    found.append(Edit(segment_id=cell.id, start=0, end=len(cell.text), text=text))
        return found

    def anonymity(self, k: int) -> dict[str, Anonymity]:
        """One judgement a table, by its sheet, with what would help."""
        sheets = dict.fromkeys(column.sheet for column in self.columns)
        return {sheet: self._judge(sheet, k) for sheet in sheets}

    def _judge(self, sheet: str, k: int) -> Anonymity:
        own = [column for column in self.columns if column.sheet == sheet]
        telling = [column for column in own if column.tells]
        rows = self._rows(own, telling)
        judged = judge(rows, [named(column) for column in telling], k, sheet=own[0].sheet_title)
        return judged.model_copy(update={"helps": self._helps(rows, telling, k) if judged.small else []})

    def _helps(self, rows: Rows, telling: Sequence[Column], k: int) -> list[Help]:
        helps = []
        for i, column in enumerate(telling):
            for treatment in [*_coarser(column), Treatment.REMOVE]:
                new = self._values(column, treatment)
                changed = {row: (*old[:i], new.get(row, ""), *old[i + 1 :]) for row, old in rows.items()}
                left = small_records(changed, k)
                helps.append(Help(column=column.id, treatment=treatment, records=left))
        return sorted(helps, key=lambda help_: help_.records)

    def _rows(self, own: Sequence[Column], telling: Sequence[Column]) -> Rows:
        """Of `telling`; a record is a row with any cell."""
        numbers = sorted({cell.place.row or 0 for column in own for cell in self.cells[column.id]})
        values = [self._values(column) for column in telling]
        return {row: tuple(column.get(row, "") for column in values) for row in numbers}

    def _values(self, column: Column, treatment: Treatment | None = None) -> dict[int, str]:
        """Row to what the column will read there."""
        return {cell.place.row or 0: self.text(column, cell, treatment) for cell in self.cells[column.id]}


def named(column: Column) -> str:
    return column.heading or f"{column.number}列目"


def _coarser(column: Column) -> Sequence[Treatment]:
    fitting = FITTING.get(column.kind, ())
    return fitting[fitting.index(column.treatment) + 1 :] if column.treatment in fitting else fitting

"""What stood in the treated cells of tables, for the key file."""

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence

from pydantic import BaseModel

from common.documents import Segment
from services.masking.blackening import BLOCK
from services.masking.columns.ledger_lines import DROPPED_ROWS, column_lines
from services.masking.columns.plan import Column
from services.masking.columns.planned import Planned
from services.masking.columns.treatments import TREATMENT_LABELS
from services.masking.findings import Finding
from services.masking.kinds import Kind
from services.masking.record import MaskingDocument

NEVER = (Kind.MY_NUMBER,)
"""個人番号 is kept in no table, sealed or not: the law bounds where it may be held (番号法20条)."""
OF_MY_NUMBERS = re.compile("個人番号|マイナンバー")
MOST_CHARACTERS = 8_000_000
"""Of all cells together, so that the sealed file can be opened again by the server."""
CELL_CHARACTERS = 40
"""What a cell costs besides its words."""


class KeyCell(BaseModel):
    row: int
    """Of the file as it came in."""
    label: str
    """What stands there now; empty where the row is gone."""
    text: str | None
    """What stood there, a 個人番号 in it in blocks; None where nothing else stood there."""


class KeyColumn(BaseModel):
    """The cells of one column that no longer read as they did."""

    number: int
    """As in the ledger; that of the rows left out for a column that was not itself treated."""
    place: str
    kind: str
    treatment_label: str
    reason: str
    cells: list[KeyCell]


def key_columns(
    document: MaskingDocument, plan: Planned, aside: Sequence[Finding], most: int = MOST_CHARACTERS
) -> tuple[list[KeyColumn], list[str]]:
    """The columns with a changed cell, and the places of those that hold too much.

    `aside` are the findings in columns, whatever was done with them.
    """
    changed = {edit.segment_id: edit.text for edit in plan.sheet.edits(plan.dropped)}
    secrets: dict[str, set[int]] = defaultdict(set)
    for finding in (*aside, *document.findings):
        if finding.entity_type in NEVER:
            secrets[finding.segment].update(range(finding.start, finding.end))
    held, left_out = list[KeyColumn](), list[str]()
    for number, column in _numbered(document):
        cells = [cell for cell in plan.sheet.cells[column.id] if cell.id in changed]
        made = [_cell(column, cell, changed[cell.id], secrets) for cell in cells]
        most -= (cost := sum(CELL_CHARACTERS + len(cell.text) for cell in cells))
        if most < 0:
            most += cost
            left_out.append(column.place)
        elif made:
            held.append(_column(number, column, made))
    return held, left_out


def _numbered(document: MaskingDocument) -> Iterator[tuple[int, Column]]:
    first = sum(finding.is_masked for finding in document.findings) + 1
    lines = column_lines(document)
    rows_out = next((n for n, line in enumerate(lines, first) if line[1] == DROPPED_ROWS), 0)
    whole = 0
    for column in document.columns:
        yield (first + whole if column.is_whole else rows_out), column
        whole += column.is_whole


def _column(number: int, column: Column, cells: list[KeyCell]) -> KeyColumn:
    return KeyColumn(
        number=number,
        place=column.place,
        kind=column.entity_type,
        treatment_label=TREATMENT_LABELS[column.treatment] if column.is_whole else DROPPED_ROWS,
        reason=column.reason,
        cells=cells,
    )


def _cell(column: Column, cell: Segment, label: str, secrets: Mapping[str, Container[int]]) -> KeyCell:
    own = column.entity_type in NEVER or OF_MY_NUMBERS.search(column.heading)
    hidden = secrets.get(cell.id, ())
    text = "".join(BLOCK if at in hidden else character for at, character in enumerate(cell.text))
    nothing = own or not text.strip(f"{BLOCK} ")
    return KeyCell(row=cell.place.row or 0, label=label, text=None if nothing else text)

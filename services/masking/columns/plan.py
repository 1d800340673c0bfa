"""The columns of a document as they are kept: what each holds, and what is done with it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from pydantic import BaseModel

from common.documents import Segment
from services.masking.blocks import Located
from services.masking.columns.grid import Table, cells_of, covered, find_tables
from services.masking.columns.recognising import (
    Recognised,
    is_about_people,
    is_known,
    numbers_rows,
    recognise,
)
from services.masking.columns.treatments import ENTITY, FITTING, QUASI, STAYING, WHOLE, ColumnKind, Treatment
from services.masking.detection import Detection
from services.masking.kinds import Kind
from services.masking.profiles import Profile

HEADED, SURE = "個人情報の列", 0.9
SEEDED = (ColumnKind.NAME, ColumnKind.ADDRESS, ColumnKind.PHONE, ColumnKind.MAIL, ColumnKind.IDENTIFIER)
"""Columns whose every cell is a finding, whatever the detectors made of it, and is looked for everywhere."""


class Column(BaseModel):
    """`treatment` is the machine's proposal until somebody decides."""

    id: str
    sheet: str
    """How the ids of its cells begin; empty in a csv file."""
    sheet_title: str
    number: int
    """Counted from 1."""
    first_row: int
    heading: str
    kind: ColumnKind
    entity_type: Kind
    why: str
    cells: int
    quasi: bool
    """Whether it counts when records are told apart (quasi-identifier)."""
    treatment: Treatment
    proposed: Treatment
    reason: str
    decided_by: str | None = None
    decided_at: datetime | None = None

    @property
    def place(self) -> str:
        """「名簿 3列目 住所」."""
        words = [self.sheet_title, f"{self.number}列目", self.heading]
        return " ".join(word for word in words if word)

    @property
    def is_whole(self) -> bool:
        return self.treatment in WHOLE

    @property
    def tells(self) -> bool:
        """Whether what stays of it helps to single somebody out."""
        return self.quasi and self.treatment in STAYING

    def decide(self, treatment: Treatment, who: str) -> None:
        self.treatment, self.decided_by, self.decided_at = treatment, who, datetime.now(UTC)


def places(columns: Iterable[Column]) -> Mapping[tuple[str, int], int]:
    return {(column.sheet, column.number): column.first_row for column in columns}


def segments_of(columns: Sequence[Column], segments: Sequence[Segment]) -> dict[str, list[Segment]]:
    """The cells of each column, by its id."""
    ids = {(column.sheet, column.number): column.id for column in columns}
    found: dict[str, list[Segment]] = {column.id: [] for column in columns}
    for place, segment in cells_of(places(columns), segments):
        found[ids[place]].append(segment)
    return found


def cells_in(columns: Sequence[Column], segments: Sequence[Segment]) -> set[str]:
    """Ids of the cells of the columns."""
    return {cell.id for cells in segments_of(columns, segments).values() for cell in cells}


def whole_cells(columns: Sequence[Column], segments: Sequence[Segment]) -> set[str]:
    """Ids of the cells that nobody decides one by one."""
    return cells_in([column for column in columns if column.treatment != Treatment.DETECT], segments)


def propose(
    segments: Sequence[Segment], found: Sequence[Located], profile: Profile
) -> tuple[list[Column], list[Located]]:
    """The columns of every table, and what was found, with what the headings make certain, without the headings."""
    tables = find_tables(segments, found)
    counters = _counters(tables, segments)
    found = [item for item in found if not (item.detection.kind == Kind.AGE and item.segment in counters)]
    kinds = covered(segments, found)
    touched = {item.segment for item in found}
    columns: list[Column] = []
    certain: list[Located] = []
    headings: set[int] = set()
    for number, table in enumerate(tables, start=1):
        recognised = {
            column: recognise(
                table.headings.get(column, ""),
                [segments[cell].text for cell in cells],
                {i: kinds[cell] for i, cell in enumerate(cells) if cell in kinds},
            )
            for column, cells in sorted(table.columns.items())
        }
        headings.update(cell for cell in table.heading_cells if is_known(segments[cell].text))
        emptied = {column: recognise(heading, (), {}) for column, heading in table.headings.items()}
        of_people = is_about_people(
            (table.headings.get(column, ""), what.kind) for column, what in {**emptied, **recognised}.items()
        )
        for column, what in recognised.items():
            cells = table.columns[column]
            treatment = _proposal(what.kind, of_people, touched=any(cell in touched for cell in cells))
            columns.append(_column(number, table, column, what, treatment, profile, of_people))
            if what.kind == ColumnKind.NAME or (of_people and what.kind in SEEDED):
                certain += [_certain(cell, segments[cell].text, columns[-1].entity_type) for cell in cells]
    return columns, [*(item for item in found if item.segment not in headings), *certain]


def _counters(tables: Sequence[Table], segments: Sequence[Segment]) -> set[int]:
    """The cells of the columns that number their rows."""
    return {
        cell
        for table in tables
        for column, cells in table.columns.items()
        if numbers_rows(table.headings.get(column, ""), [segments[cell].text for cell in cells])
        for cell in cells
    }


def _column(
    number: int,
    table: Table,
    column: int,
    what: Recognised,
    treatment: Treatment,
    profile: Profile,
    of_people: bool,
) -> Column:
    entity = ENTITY.get(what.kind) or what.entity or Kind.OTHER
    return Column(
        id=f"{number}-{column}",
        sheet=table.sheet,
        sheet_title=table.title,
        number=column,
        first_row=table.first_row,
        heading=table.headings.get(column, ""),
        kind=what.kind,
        entity_type=entity,
        why=what.why,
        cells=len(table.columns[column]),
        quasi=of_people and what.kind in QUASI,
        treatment=treatment,
        proposed=treatment,
        reason=profile.rule(entity).reason,
    )


def _proposal(kind: ColumnKind, of_people: bool, *, touched: bool) -> Treatment:
    """Of a table that is not about people (施設一覧) nothing is coarsened: what is found is shown."""
    if not of_people or kind in (ColumnKind.FREE_TEXT, ColumnKind.OTHER, ColumnKind.ATTRIBUTE):
        shown = touched or kind in (ColumnKind.FREE_TEXT, ColumnKind.NAME)
        return Treatment.DETECT if shown else Treatment.LEAVE
    match kind:
        case ColumnKind.SEX:
            return Treatment.LEAVE
        case ColumnKind.NUMBER:
            return Treatment.PSEUDONYM
        case ColumnKind.DATE | ColumnKind.ADDRESS:
            return FITTING[kind][0]
        case _:
            return FITTING.get(kind, (Treatment.REMOVE,))[-1]


def _certain(cell: int, text: str, entity: Kind) -> Located:
    stripped = text.strip()
    start = text.index(stripped) if stripped else 0
    return Located(cell, Detection(entity, start, start + len(stripped), SURE, HEADED))

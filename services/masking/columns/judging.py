"""The tables of a file as they stand, judged without changing anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from common.documents import Segment
from services.masking.blocks import Located
from services.masking.columns.anonymity import Anonymity
from services.masking.columns.ledger_lines import told
from services.masking.columns.plan import propose
from services.masking.columns.planned import TIME
from services.masking.columns.treatments import Treatment
from services.masking.columns.writing import Sheet
from services.masking.profiles import Profile


@dataclass(frozen=True)
class Judged:
    found: list[Located]
    """With what the headings make certain, without the headings."""
    standing: frozenset[str] = frozenset()
    """Ids of the cells that are already as the profile would make them."""
    tables: Sequence[Anonymity] = ()
    """k-anonymity of each table about people."""


def judge_tables(segments: Sequence[Segment], found: Sequence[Located], profile: Profile, k: int) -> Judged:
    """What a profile that treats columns says of the tables of a file; any other says nothing."""
    if not profile.columns:
        return Judged(list(found))
    today = datetime.now(TIME).date()
    columns, settled = propose(segments, found, profile)
    left = [column.model_copy(update={"treatment": Treatment.LEAVE}) for column in columns]
    tables = [table for table in Sheet(left, segments, today).anonymity(k).values() if table.columns]
    standing, known = _standing(Sheet(columns, segments, today)), set(found)
    return Judged(
        [item for item in settled if item in known or segments[item.segment].id not in standing],
        standing,
        [table.model_copy(update={"helps": []}).shortened() for table in tables],
    )


def _standing(proposed: Sheet) -> frozenset[str]:
    return frozenset(
        cell.id
        for column in proposed.columns
        if column.treatment != Treatment.DETECT
        for cell in proposed.cells[column.id]
        if proposed.text(column, cell) == cell.text
    )


def warnings(tables: Sequence[Anonymity]) -> list[str]:
    """A Japanese line for each table with groups that are too small, without a word of them."""
    return [": ".join(filter(None, (table.sheet, told(table)))) for table in tables if table.small]

"""The treated columns and the judgement of small groups as lines of the ledger."""

from collections.abc import Iterator
from datetime import datetime

from services.masking.columns.anonymity import Anonymity
from services.masking.columns.treatments import KIND_LABELS, TREATMENT_LABELS
from services.masking.record import MaskingDocument

MOST_ROWS = 30
DROPPED_ROWS = "少数の行を除外"
Line = tuple[str, str, str, str, datetime | None]
"""Place, kind, reason, who, when."""


def column_lines(document: MaskingDocument) -> list[Line]:
    """A line a treated column, and one a table for its small groups."""
    lines = [*_columns(document), *(_judgement(table) for table in document.anonymity)]
    if document.dropped:
        lines.append(
            ("表全体", DROPPED_ROWS, f"{document.dropped:,}行を公開用ファイルから除きました", "", None)
        )
    return lines


def _columns(document: MaskingDocument) -> Iterator[Line]:
    for column in document.columns:
        if column.is_whole:
            kind = f"{KIND_LABELS[column.kind]}：{TREATMENT_LABELS[column.treatment]}"
            place = f"{column.place}（{column.cells:,}件）"
            yield place, kind, column.reason, column.decided_by or "", column.decided_at


def _judgement(table: Anonymity) -> Line:
    return table.sheet or "表全体", "少数の確認（k-匿名性）", told(table), "", None


def told(table: Anonymity) -> str:
    """What was judged and what came of it, with the rows and without a word of them."""
    what = f"「{'・'.join(table.columns)}」が同じ記録は最も少なくて{table.smallest}件（基準 {table.k}件、全{table.records:,}件）"
    if not table.small:
        return f"{what}。基準を満たします。"
    rows = sorted(table.small_rows)
    more = " など" if len(rows) > MOST_ROWS or len(rows) < table.small else ""
    return f"{what}。基準に満たない記録が{table.small:,}件：{'、'.join(map(str, rows[:MOST_ROWS]))}行目{more}"

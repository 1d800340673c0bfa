"""マスキング一覧表: what was masked where, why and by whom, without the masked words."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from common.sheets import write_rows
from services.masking.blackening import blocks
from services.masking.columns.ledger_lines import Line
from services.masking.findings import Finding
from services.masking.folding import search_key
from services.masking.propagation import Squeezed
from services.masking.workbook import workbook

HEADINGS = ("番号", "箇所", "種類", "理由", "判断した人", "判断した日時")
WIDTHS = (8, 28, 20, 48, 20, 20)
TIME = ZoneInfo("Asia/Tokyo")
Row = tuple[str, str, str, str, str, str]


def rows(findings: Sequence[Finding], columns: Sequence[Line] = ()) -> list[Row]:
    """One line a masked stretch and one a treated column, numbered from 1."""
    masked = [finding for finding in findings if finding.is_masked]
    keys = sorted({search_key(finding.text) for finding in masked}, key=len, reverse=True)
    lines = [(f.place.text, f.entity_label, f.reason, f.decided_by or "", f.decided_at) for f in masked]
    return [
        (str(number), without(place, keys), kind, without(reason, keys), who, _time(moment))
        for number, (place, kind, reason, who, moment) in enumerate([*lines, *columns], start=1)
    ]


def to_csv(findings: Sequence[Finding], columns: Sequence[Line] = ()) -> bytes:
    return write_rows([HEADINGS, *rows(findings, columns)], "utf-8")


def to_xlsx(findings: Sequence[Finding], columns: Sequence[Line] = ()) -> bytes:
    return workbook("マスキング一覧表", HEADINGS, WIDTHS, rows(findings, columns))


def without(text: str, keys: Iterable[str]) -> str:
    """`text` with every masked word in blocks: a sheet's name or a typed reason may repeat one."""
    squeezed = Squeezed(text)
    for key in keys:
        if key not in squeezed.key:
            continue
        for start, end in reversed(list(squeezed.find(key))):
            left, right = squeezed.folded.span(start, end)
            text = text[:left] + blocks(text[left:right]) + text[right:]
        squeezed = Squeezed(text)
    return text


def _time(moment: datetime | None) -> str:
    return moment.astimezone(TIME).strftime("%Y-%m-%d %H:%M") if moment else ""

"""マスキング一覧表: what was masked where, why and by whom, without the masked words."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from services.masking.blackening import blocks
from services.masking.columns.ledger_lines import Line
from services.masking.findings import Finding
from services.masking.folding import search_key
from services.masking.propagation import Squeezed

HEADINGS = ("番号", "箇所", "種類", "理由", "判断した人", "判断した日時")
WIDTHS = (8, 28, 20, 48, 20, 20)
TIME = ZoneInfo("Asia/Tokyo")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection)."""
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
    """UTF-8 with a BOM, which Excel needs, and no cell that it would run."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerows([quoted(cell) for cell in row] for row in rows(findings, columns))
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(findings: Sequence[Finding], columns: Sequence[Line] = ()) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "マスキング一覧表"
    for line, row in enumerate([HEADINGS, *rows(findings, columns)], start=1):
        for column, value in enumerate(row, start=1):
            sheet.cell(line, column, quoted(value)).font = Font(bold=line == 1)
    for letter, width in zip("ABCDEF", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def quoted(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def without(text: str, keys: Sequence[str]) -> str:
    """`text` with every masked word in blocks: a sheet's name or a typed reason may repeat one."""
    for key in keys:
        squeezed = Squeezed(text)
        for start, end in reversed(list(squeezed.find(key))):
            left, right = squeezed.folded.span(start, end)
            text = text[:left] + blocks(text[left:right]) + text[right:]
    return text


def _time(moment: datetime | None) -> str:
    return moment.astimezone(TIME).strftime("%Y-%m-%d %H:%M") if moment else ""

"""Minutes as a workbook: a sheet with what was found, one with what was said, one with the corrections."""

import io
import math
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from services.transcribe.exports.options import DEFAULT, ExportOptions
from services.transcribe.exports.outline import DRAFT, NONE_FOUND, TASK_HEAD, header_rows, sections, task_rows
from services.transcribe.exports.speech import corrected, spoken
from services.transcribe.exports.word_styles import FONT
from services.transcribe.schemas import Transcript, without_controls

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes what begins so for a formula when it is typed in or comes back as CSV (OWASP)."""
LONGEST = 32_767
"""Characters a cell can hold."""
YELLOW, GREY = "FFFF00", "E7E6E6"
POINTS, LINE_POINTS, HIGHEST = 10, 15, 409
"""Of a font, of a line, and of a row at most."""
MINUTES_WIDTHS, SPOKEN_WIDTHS, CORRECTION_WIDTHS = (
    (18, 60, 24, 10),
    (10, 24, 16, 90, 10, 10),
    (10, 30, 30, 30),
)
Row = Sequence[str]


def xlsx_export(transcript: Transcript, options: ExportOptions = DEFAULT) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = ""
    _minutes_sheet(book.worksheets[0], transcript)
    _spoken_sheet(book.create_sheet("発言"), transcript, options)
    if options.corrections:
        rows = [(each.time, each.original, each.entry, each.reading) for each in corrected(transcript)]
        _table(book.create_sheet("修正"), [("時刻", "聞き取り", "修正後", "読み"), *rows], CORRECTION_WIDTHS)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _minutes_sheet(sheet: Any, transcript: Transcript) -> None:
    sheet.title = "議事録"
    minutes = transcript.found_minutes
    heads: set[int] = set()
    rows: list[Row] = [*header_rows(transcript, minutes), ("", DRAFT)]
    for section in sections(minutes):
        rows += [(), (section.heading,)]
        heads.add(len(rows))
        rows += [("", line) for line in section.lines or [NONE_FOUND]]
    rows += [(), ("宿題・TODO",), TASK_HEAD]
    heads |= {len(rows) - 1, len(rows)}
    rows += task_rows(transcript) or [("", NONE_FOUND)]
    _fill(sheet, rows, MINUTES_WIDTHS, heads)
    _set_page(sheet, "portrait")


def _spoken_sheet(sheet: Any, transcript: Transcript, options: ExportOptions) -> None:
    from openpyxl.styles import PatternFill

    rows: list[Row] = [("時刻", "議題", "話者", "発言", "確認", "重なり")]
    item, doubtful = "", []
    for each in spoken(transcript, options):
        item = each.item or item
        if each.text:
            marks = ("要確認" if each.doubtful else "", "あり" if each.overlap else "")
            rows.append((each.time, item, each.speaker, each.text, *marks))
            doubtful += [len(rows)] if each.doubtful else []
    _table(sheet, rows, SPOKEN_WIDTHS)
    for line in doubtful:
        sheet.cell(line, 4).fill = PatternFill("solid", fgColor=YELLOW)
    sheet.auto_filter.ref = sheet.dimensions


def _table(sheet: Any, rows: Sequence[Row], widths: Sequence[int]) -> None:
    _fill(sheet, rows, widths, {1})
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    _set_page(sheet, "landscape")


def _set_page(sheet: Any, orientation: str) -> None:
    """A4, all columns on one page's width."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = orientation
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0


def _fill(sheet: Any, rows: Iterable[Row], widths: Sequence[int], heads: set[int]) -> None:
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            _write(sheet.cell(number, column), text, bold=number in heads)
        lines = max((_lines(text, width) for text, width in zip(row, widths, strict=False)), default=1)
        if lines > 1:
            sheet.row_dimensions[number].height = min(lines * LINE_POINTS, HIGHEST)
    for letter, width in zip("ABCDEF", widths, strict=False):
        sheet.column_dimensions[letter].width = width


def _lines(text: str, width: int) -> int:
    """How many lines a cell needs: Excel reckons it itself, LibreOffice and viewers do not."""
    taken = sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)
    return max(1, math.ceil(taken / width))


def _write(cell: Any, text: str, *, bold: bool) -> None:
    """Always text, never a formula, whatever it begins with."""
    from openpyxl.styles import Alignment, Font, PatternFill

    plain = without_controls(text)[:LONGEST]
    cell.value = plain
    cell.data_type = "s"
    cell.quotePrefix = plain.startswith(FORMULA)
    cell.font = Font(name=FONT, size=POINTS, bold=bold)
    if bold and plain:
        cell.fill = PatternFill("solid", fgColor=GREY)
    cell.alignment = Alignment(wrap_text=True, vertical="top")

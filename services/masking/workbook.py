"""A table as an Excel workbook, with no cell that a spreadsheet would run."""

import io
from collections.abc import Iterable, Sequence

from common.sheets import escaped


def workbook(
    title: str, headings: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[str]]
) -> bytes:
    """One sheet called `title`; `widths` are those of the columns, in characters."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for line, row in enumerate([headings, *rows], start=1):
        for column, value in enumerate(row, start=1):
            sheet.cell(line, column, escaped(value)).font = Font(bold=line == 1)
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()

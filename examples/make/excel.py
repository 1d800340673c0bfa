"""Workbooks: each `##` heading starts a sheet, tables become cells."""

import re
from itertools import zip_longest
from pathlib import Path
from unicodedata import east_asian_width

import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from examples.make import packing
from examples.make.sources import Block, Source

WIDEST_COLUMN = 60


def write(source: Source, path: Path) -> None:
    """Write `source` to `path`. Text before the first `##` heading is an error."""
    book = openpyxl.Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    for block in source.blocks():
        if block.kind == "heading":
            book.create_sheet(block.text)
        else:
            add_block(book.worksheets[-1], block)
    for sheet in book.worksheets:
        fit_columns(sheet)
    book.properties.title = source.meta.get("title", "")
    book.properties.creator = source.meta["author"]
    book.properties.created = source.modified
    book.save(path)
    packing.freeze(path, source.modified)


def add_block(sheet: Worksheet, block: Block) -> None:
    if block.kind != "table":
        sheet.append([block.plain()])
        return
    for index, row in enumerate(block.rows):
        sheet.append([value(cell) for cell in row])
        for cell in sheet[sheet.max_row]:
            cell.font = Font(bold=index == 0)
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def value(cell: str) -> str | int | None:
    """A number where the text is one written plainly or in thousands; codes keep their zeros."""
    if re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+|[1-9]\d*|0", cell):
        return int(cell.replace(",", ""))
    return cell or None


def fit_columns(sheet: Worksheet) -> None:
    columns = zip_longest(*sheet.iter_rows(values_only=True))
    for number, cells in enumerate(columns, 1):
        widest = max(width(str(cell)) for cell in cells if cell is not None)
        sheet.column_dimensions[get_column_letter(number)].width = min(widest + 2, WIDEST_COLUMN)


def width(text: str) -> int:
    """Columns that `text` takes, a full-width character counting two (UAX #11)."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)

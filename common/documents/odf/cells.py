"""The cells of OpenDocument spreadsheets, their comments, and which of them are hidden."""

from collections.abc import Iterator

from common.documents.model import Place, Segment
from common.documents.odf.inline import text_of
from common.documents.ooxml.markup import Element, attribute, child, find_all, inside, name
from common.documents.xlsx.around import sheet_name
from common.documents.xlsx.cells import column_letters

CELLS = ("table:table-cell", "table:covered-table-cell")
GROUPS = ("table:table-header-rows", "table:table-row-group", "table:table-rows")
UNSEEN = ("collapse", "filter")


def cell_segments(root: Element) -> Iterator[Segment]:
    """A segment a cell with text, as `s1!B3`; a repeated cell is read where it first stands."""
    hidden = _hidden_styles(root)
    sheets = [table for table in find_all(root, "table:table") if _is_sheet(table)]
    for number, table in enumerate(sheets, start=1):
        sheet = Place(
            part="cell",
            sheet=attribute(table, "table:name") or f"シート{number}",
            hidden=attribute(table, "table:style-name") in hidden,
        )
        yield from sheet_name(number, sheet)
        row = 1
        for element in _rows(table):
            yield from _row_segments(element, f"s{number}", row, sheet)
            row += _repeated(element, "table:number-rows-repeated")


def _row_segments(row: Element, stem: str, number: int, sheet: Place) -> Iterator[Segment]:
    hidden = sheet.hidden or attribute(row, "table:visibility") in UNSEEN
    column = 1
    for cell in row:
        if name(cell) not in CELLS:
            continue
        address = f"{column_letters(column)}{number}"
        where = sheet.model_copy(update={"cell": address, "row": number, "column": column, "hidden": hidden})
        if text := _text(cell):
            yield Segment(id=f"{stem}!{address}", text=text, place=where)
        if (comment := child(cell, "office:annotation")) is not None and (text := _text(comment)):
            place = where.model_copy(update={"part": "comment"})
            yield Segment(id=f"{stem}!{address}#comment", text=text, place=place)
        column += _repeated(cell, "table:number-columns-repeated")


def _text(holder: Element) -> str:
    return "\n".join(
        text for found in holder if name(found) in ("text:p", "text:h") and (text := text_of(found))
    )


def _rows(table: Element) -> Iterator[Element]:
    for found in table:
        if name(found) == "table:table-row":
            yield found
        elif name(found) in GROUPS:
            yield from _rows(found)


def _is_sheet(table: Element) -> bool:
    holder = table.getparent()
    return holder is not None and name(holder) == "office:spreadsheet"


def _repeated(element: Element, wanted: str) -> int:
    count = attribute(element, wanted) or "1"
    return max(1, int(count)) if count.isdigit() and len(count) < 9 else 1


def _hidden_styles(root: Element) -> set[str]:
    return {
        style
        for found in find_all(root, "style:table-properties")
        if attribute(found, "table:display") == "false"
        and (holder := inside(found, "style:style")) is not None
        and (style := attribute(holder, "style:name"))
    }

"""Excel workbooks: cells of every sheet, hidden ones too, and what stands around them.

The XML is walked cell by cell and never laid out as a grid, so that one stray cell in the last corner
costs nothing; and the ids name the same cells that a later rewrite would change.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from common.documents.model import Document, Place, Segment
from common.documents.ooxml.markup import attribute, find_all
from common.documents.ooxml.package import Package
from common.documents.xlsx.around import around, sheet_name
from common.documents.xlsx.cells import Cell, cells
from common.documents.xlsx.values import Values

READINGS = "セルのふりがなは読み取っていません。"
PIVOTS = "ピボットテーブルの控えのデータは読み取っていません。"


def read(path: Path) -> Document:
    """A segment a cell that is not empty; ids are sheet number and address, as `s1!B3`."""
    with closing(Package(path)) as package:
        properties = package.properties()
        return Document(
            format="xlsx",
            title=properties.get("title"),
            segments=list(_segments(package)),
            metadata=properties,
            unread=_unread(package),
        )


def _segments(package: Package) -> Iterator[Segment]:
    workbook = package.main()
    values = Values(package, workbook)
    targets = {relation.id: relation.target for relation in package.relationships(workbook)}
    for number, sheet in enumerate(find_all(package.tree(workbook), "s:sheet"), start=1):
        part = targets.get(attribute(sheet, "r:id") or "")
        if part is None:
            continue
        hidden = (sheet.get("state") or "visible") != "visible"
        place = Place(part="cell", sheet=sheet.get("name") or f"シート{number}", hidden=hidden)
        yield from sheet_name(number, place)
        content = package.content(part)
        for cell in cells(content):
            if text := values.text(cell):
                yield _cell_segment(number, cell, text, place)
        yield from around(package, part, content, number, place)


def _cell_segment(number: int, cell: Cell, text: str, place: Place) -> Segment:
    address = cell.address
    where = Place(
        part="cell",
        sheet=place.sheet,
        cell=address,
        row=cell.row,
        column=cell.column,
        hidden=place.hidden or cell.hidden,
    )
    return Segment(id=f"s{number}!{address}", text=text, place=where)


def _unread(package: Package) -> list[str]:
    names = [part.lower() for part in package.names]
    found = []
    if any(
        b"<rPh" in package.content(part)
        for part in package.names
        if part.lower().endswith("sharedstrings.xml")
    ):
        found.append(READINGS)
    if any("pivotcache" in part for part in names):
        found.append(PIVOTS)
    return found

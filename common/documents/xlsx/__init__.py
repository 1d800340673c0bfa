"""Excel workbooks: cells of every sheet, hidden ones too, and what stands around them.

The XML is walked cell by cell and never laid out as a grid, so that one stray cell in the last corner
costs nothing; and the ids name the same cells that a later rewrite would change.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from common.documents.edits import by_segment, masked_words
from common.documents.model import Document, Edit, Place, Report, Segment
from common.documents.notes import PIVOTS, READINGS
from common.documents.ooxml.package import Package
from common.documents.ooxml.scrubbing import Words
from common.documents.xlsx.around import headers, sheet_name, texts
from common.documents.xlsx.cells import Cell, cells
from common.documents.xlsx.emptied_rows import STAYED, close, emptied
from common.documents.xlsx.scrubbing import scrub_package
from common.documents.xlsx.sheets import sheets
from common.documents.xlsx.values import Values
from common.documents.xlsx.writing import shared_uses, write_edits


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


def rewrite(path: Path, edits: Sequence[Edit], out: Path, *, scrub: bool) -> Report:
    """Only what is edited changes, a formula into its value; with `scrub`, what no page shows goes as well,
    and so do rows of which nothing is left, where nothing below them is tied to its place."""
    with closing(Package(path)) as package:
        segments = {segment.id: segment for segment in _segments(package)}
        changes = by_segment(edits, segments.values())
        empty = emptied(segments.values(), changes, sheets(package)) if scrub else {}
        strings = write_edits(package, segments, changes)
        removed, notes = list[str](), list[str]()
        if scrub:
            words = Words(masked_words(segments.values(), edits))
            shown = {
                slot.element
                for sheet in sheets(package)
                for text in texts(package, sheet)
                for slot in text.slots
            }
            removed, notes = scrub_package(package, strings, words, shown)
            closed = [
                close(package, sheet, rows) for sheet in sheets(package) if (rows := empty.get(sheet.part))
            ]
            notes += [STAYED] * (not all(closed))
        elif strings.replaced:
            strings.blank(strings.replaced - set(shared_uses(package)))
        strings.count(len(shared_uses(package)) if strings.replaced else 0)
        package.save(out)
    return Report(applied=len(edits), removed=removed, notes=notes)


def _segments(package: Package) -> Iterator[Segment]:
    values = Values(package, package.main())
    for sheet in sheets(package):
        yield from sheet_name(sheet.number, sheet.place)
        content = package.content(sheet.part)
        for cell in cells(content):
            if text := values.text(cell):
                yield _cell_segment(sheet.number, cell, text, values.emphasis(cell), sheet.place)
        yield from headers(content, sheet)
        yield from (text.segment for text in texts(package, sheet))


def _cell_segment(
    number: int, cell: Cell, text: str, emphasis: tuple[tuple[int, int], ...], place: Place
) -> Segment:
    address = cell.address
    where = Place(
        part="cell",
        sheet=place.sheet,
        cell=address,
        row=cell.row,
        column=cell.column,
        hidden=place.hidden or cell.hidden,
    )
    return Segment(id=f"s{number}!{address}", text=text, place=where, emphasis=emphasis)


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

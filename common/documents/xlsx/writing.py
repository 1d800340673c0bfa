"""Edits brought into the cells, names and surroundings of a workbook."""

import re
from collections.abc import Iterator, Mapping, Sequence

from common.documents.edits import EditsBySegment, apply
from common.documents.model import Edit, Segment
from common.documents.ooxml.markup import XML_SPACE, Element, child, find_all, name, remove, sibling
from common.documents.ooxml.package import Package
from common.documents.ooxml.runs import ILLEGAL, change
from common.documents.xlsx.around import header_elements, headers, texts
from common.documents.xlsx.cells import cells, position
from common.documents.xlsx.headers import changed
from common.documents.xlsx.sheets import Sheet, sheets
from common.documents.xlsx.strings import SharedStrings, change_string
from common.documents.xlsx.wrapping import Wrapping

FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
LONGEST_NAME = 31
REFERENCES = ("s:definedName", "s:f", "c:f", "s:formula", "s:formula1", "s:formula2")


def write_edits(package: Package, segments: Mapping[str, Segment], edits: EditsBySegment) -> SharedStrings:
    """Apply sorted edits; the table of strings is left to be tidied once nothing more changes."""
    strings, wrapping = SharedStrings(package, package.main()), Wrapping(package)
    found = list(sheets(package))
    for sheet in found:
        mine = f"s{sheet.number}!"
        if any(id_.startswith(mine) for id_ in edits):
            _write_cells(package, sheet, segments, edits, strings, wrapping)
            _write_headers(package, sheet, edits)
            for text in texts(package, sheet):
                if changes := edits.get(text.segment.id):
                    change(text.slots, changes)
    _rename(package, found, edits)
    return strings


def cell_elements(root: Element) -> Iterator[tuple[int, int, Element]]:
    """Row, column and element of every cell."""
    row = column = 0
    for element in root.iter("{*}row", "{*}c"):
        if name(element) == "s:row":
            row, column = int(element.get("r") or row + 1), 0
        elif name(element) == "s:c":
            row, column = position(element.get("r"), row, column)
            yield row, column, element


def _write_cells(
    package: Package,
    sheet: Sheet,
    segments: Mapping[str, Segment],
    edits: EditsBySegment,
    strings: SharedStrings,
    wrapping: Wrapping,
) -> None:
    addresses = {f"s{sheet.number}!{cell.address}": cell for cell in cells(package.content(sheet.part))}
    wanted = {(addresses[id_].row, addresses[id_].column): id_ for id_ in edits if id_ in addresses}
    root = package.tree(sheet.part) if wanted else None
    for row, column, cell in cell_elements(root) if root is not None else ():
        if id_ := wanted.get((row, column)):
            _write_cell(root, cell, segments[id_].text, edits[id_], strings)
            if any("\n" in edit.text for edit in edits[id_]) and "\n" not in segments[id_].text:
                wrapping.wrap(cell)


def _write_cell(
    root: Element | None, cell: Element, text: str, edits: Sequence[Edit], strings: SharedStrings
) -> None:
    value, inline = child(cell, "s:v"), child(cell, "s:is")
    if cell.get("t") == "s" and value is not None and (value.text or "").isdigit():
        value.text = str(strings.edited(int(value.text or ""), edits))
        return
    if inline is not None and child(cell, "s:f") is None:
        change_string(inline, edits)
        return
    if root is not None and (formula := child(cell, "s:f")) is not None:
        drop_formula(root, formula)
    set_text(cell, apply(text, edits))


def shared_uses(package: Package) -> list[int]:
    """The number of the shared string that each cell points at, of the cells that do."""
    uses = []
    for sheet in sheets(package):
        for _, _, cell in cell_elements(package.tree(sheet.part)):
            value = child(cell, "s:v")
            if cell.get("t") == "s" and value is not None and (value.text or "").isdigit():
                uses.append(int(value.text or ""))
    return uses


def set_text(cell: Element, text: str) -> None:
    """Make a cell hold a plain text of its own; its style stays."""
    for inner in list(cell):
        cell.remove(inner)
    for key in ("cm", "vm"):
        cell.attrib.pop(key, None)
    cell.set("t", "inlineStr")
    string = cell.makeelement(sibling(cell, "is"), {}, None)
    shown = cell.makeelement(sibling(cell, "t"), {}, None)
    shown.text = ILLEGAL.sub("", text)
    if shown.text != shown.text.strip():
        shown.set(XML_SPACE, "preserve")
    string.append(shown)
    cell.append(string)


def drop_formula(root: Element, formula: Element) -> None:
    """A formula gives way to its value; cells that share it keep theirs as values too."""
    group = formula.get("si") if formula.get("t") == "shared" else None
    for other in find_all(root, "s:f") if group is not None else [formula]:
        if other is formula or (other.get("t") == "shared" and other.get("si") == group):
            remove(other)


def _write_headers(package: Package, sheet: Sheet, edits: EditsBySegment) -> None:
    found = [segment for segment in headers(package.content(sheet.part), sheet) if segment.id in edits]
    for id_, element in header_elements(package.tree(sheet.part), found).items() if found else ():
        element.text = changed(element.text or "", edits[id_])


def _rename(package: Package, found: Sequence[Sheet], edits: EditsBySegment) -> None:
    """New names of sheets: legal, told apart, and known to whatever refers to them."""
    taken = {sheet.element.get("name") or "" for sheet in found if f"s{sheet.number}" not in edits}
    renamed: dict[str, str] = {}
    for sheet in found:
        if changes := edits.get(f"s{sheet.number}"):
            old = sheet.element.get("name") or ""
            renamed[old] = _free_name(apply(old, changes), taken)
            taken.add(renamed[old])
            sheet.element.set("name", renamed[old])
    if renamed:
        for part in package.reachable():
            if package.is_xml(part):
                _redirect(package.tree(part), renamed)


def _free_name(wanted: str, taken: set[str]) -> str:
    base = FORBIDDEN_IN_NAMES.sub("", ILLEGAL.sub("", wanted)).strip("'")[:LONGEST_NAME] or "シート"
    free, number = base, 2
    while free.casefold() in {name.casefold() for name in taken}:
        suffix = f" ({number})"
        free, number = base[: LONGEST_NAME - len(suffix)] + suffix, number + 1
    return free


def _redirect(root: Element, renamed: Mapping[str, str]) -> None:
    for element in root.iter():
        kind = name(element)
        if kind in REFERENCES and element.text:
            element.text = _redirected(element.text, renamed)
        elif kind == "s:hyperlink" and element.get("location"):
            element.set("location", _redirected(str(element.get("location")), renamed))
        elif kind == "s:worksheetSource" and element.get("sheet") in renamed:
            element.set("sheet", renamed[str(element.get("sheet"))])


def _redirected(reference: str, renamed: Mapping[str, str]) -> str:
    for old, new in renamed.items():
        there = "'" + new.replace("'", "''") + "'!"
        reference = reference.replace("'" + old.replace("'", "''") + "'!", there)
        bare = re.compile(rf"(?<![\w'’!]){re.escape(old)}!")
        reference = there.join(bare.split(reference))
    return reference

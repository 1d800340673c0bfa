"""Tables of a sheet: their column names repeat the cells of their first row."""

from common.documents.ooxml.markup import Element, child, find_all, name, remove
from common.documents.ooxml.package import Package
from common.documents.ooxml.scrubbing import Words
from common.documents.xlsx.cells import ADDRESS, column_number
from common.documents.xlsx.values import Values
from common.documents.xlsx.writing import cell_elements

HIDDEN_ELEMENTS = ("s:calculatedColumnFormula", "s:totalsRowFormula", "s:xmlColumnPr", "s:extLst")


def scrub_table(package: Package, sheet: str, table: str, words: Words) -> None:
    """Name the columns after the cells as they are now; a table that cannot be so becomes plain cells."""
    root = package.tree(table)
    for element in find_all(root, *HIDDEN_ELEMENTS):
        remove(element)
    for key in ("comment", "headerRowDxfId"):
        root.attrib.pop(key, None)
    columns = find_all(root, "s:tableColumn")
    names = _header(package, sheet, root, len(columns))
    own_names = [str(root.get(key) or "") for key in ("name", "displayName")]
    if len(set(names)) < len(columns) or not all(names) or any(map(words.within, own_names)):
        _drop(package, sheet, table)
        return
    for column, text in zip(columns, names, strict=True):
        column.set("name", text.replace("\n", "_x000a_"))
        column.attrib.pop("totalsRowLabel", None)


def _header(package: Package, sheet: str, table: Element, width: int) -> list[str]:
    """The texts of the header's cells; numbers where the table shows none."""
    start = ADDRESS.match(table.get("ref") or "")
    if start is None or table.get("headerRowCount") == "0":
        return [f"列{number}" for number in range(1, width + 1)]
    row, first = int(start[2]), column_number(start[1])
    values = Values(package, package.main())
    found = {
        column: values.shown(cell)
        for at, column, cell in cell_elements(package.tree(sheet))
        if at == row and first <= column < first + width
    }
    return [found.get(first + offset, "") for offset in range(width)]


def _drop(package: Package, sheet: str, table: str) -> None:
    for relation in package.relationships(sheet):
        if relation.target == table:
            remove(relation.element)
            for part in find_all(package.tree(sheet), "s:tablePart"):
                if relation.id in part.attrib.values():
                    remove(part)
    for holder in find_all(package.tree(sheet), "s:tableParts"):
        left = [part for part in holder if name(part) == "s:tablePart"]
        holder.set("count", str(len(left)))
        if child(holder, "s:tablePart") is None:
            remove(holder)
    package.drop(table)

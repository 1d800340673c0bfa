"""Rows of which nothing is left are taken out of a sheet, and those below move up."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from common.documents.edits import EditsBySegment, apply
from common.documents.model import Segment
from common.documents.ooxml.markup import Element, find_all, name, remove
from common.documents.ooxml.package import Package
from common.documents.xlsx.cells import column_letters
from common.documents.xlsx.sheets import Sheet
from common.documents.xlsx.writing import cell_elements

STAYED = "空になった行は、下に結合したセル、テーブル、図、グラフ、条件付き書式などがあるため詰めず、空の行のまま残しました。"
FREE = frozenset(
    {
        "s:sheetPr", "s:dimension", "s:sheetViews", "s:sheetFormatPr", "s:cols", "s:sheetData", "s:sheetCalcPr",
        "s:sheetProtection", "s:autoFilter", "s:phoneticPr", "s:printOptions", "s:pageMargins", "s:pageSetup",
        "s:headerFooter", "s:colBreaks", "s:ignoredErrors",
    }
)  # fmt: skip
"""What no row number ties down, or only the one of a filter, which moves along."""
TIED = {
    "s:mergeCells": "s:mergeCell",
    "s:hyperlinks": "s:hyperlink",
    "s:conditionalFormatting": "s:conditionalFormatting",
}
"""What may stay where it ends above the first row that goes, and which of its elements say where that is."""
ROW = re.compile(r"[0-9]+")


def emptied(
    segments: Iterable[Segment], edits: EditsBySegment, sheets: Iterable[Sheet]
) -> Mapping[str, set[int]]:
    """By the part of each sheet, the rows whose cells all lose their text; hidden cells do not count."""
    parts = {f"s{sheet.number}": sheet.part for sheet in sheets}
    left: dict[str, dict[int, str]] = defaultdict(lambda: defaultdict(str))
    for segment in segments:
        if segment.place.part == "cell" and segment.place.row and not segment.place.hidden:
            part = parts[segment.id.partition("!")[0]]
            left[part][segment.place.row] += apply(segment.text, edits.get(segment.id, ()))
    return {part: {row for row, text in rows.items() if not text} for part, rows in left.items()}


def close(package: Package, sheet: Sheet, rows: Collection[int]) -> bool:
    """Take `rows` out; False, with nothing done, where something below would come to stand in a wrong place."""
    root = package.tree(sheet.part)
    if not _is_free(root, min(rows)) or _has_charts(package):
        return False
    gone = sorted(rows)
    for row, element, cells in _rows(root):
        if row in rows:
            remove(element)
        else:
            _number(element, cells, _moved(row, gone))
    for dimension in find_all(root, "s:dimension"):
        remove(dimension)
    for narrowed in find_all(root, "s:autoFilter"):
        narrowed.set("ref", ROW.sub(lambda at: str(_moved(int(at[0]), gone)), narrowed.get("ref") or ""))
    return True


def _moved(row: int, gone: Sequence[int]) -> int:
    """Where a row comes to stand; for one that goes, where the row above it does."""
    return row - bisect_right(gone, row)


def _is_free(root: Element, first: int) -> bool:
    for element in root:
        kind = name(element)
        inner = TIED.get(kind, kind)
        tied = [str(each.get("ref") or each.get("sqref")) for each in find_all(element, inner)]
        lowest = max((int(row) for ref in tied for row in ROW.findall(ref)), default=0)
        if kind not in FREE and (kind not in TIED or lowest >= first):
            return False
    return True


def _has_charts(package: Package) -> bool:
    """Whether something is drawn from cells, of whichever sheet."""
    return any("chart" in part.lower() for part in package.reachable())


def _rows(root: Element) -> list[tuple[int, Element, list[tuple[int, Element]]]]:
    """Number, element and cells (with their column) of every row."""
    cells: dict[Element | None, list[tuple[int, Element]]] = defaultdict(list)
    for _, column, cell in cell_elements(root):
        cells[cell.getparent()].append((column, cell))
    found, number = [], 0
    for element in find_all(root, "s:row"):
        number = int(element.get("r") or number + 1)
        found.append((number, element, cells[element]))
    return found


def _number(element: Element, cells: Iterable[tuple[int, Element]], row: int) -> None:
    element.set("r", str(row))
    for column, cell in cells:
        cell.set("r", f"{column_letters(column)}{row}")

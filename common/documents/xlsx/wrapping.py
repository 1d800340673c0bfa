"""Cells that have got a second line: set to wrap, and their rows free to grow."""

from copy import deepcopy

from common.documents.ooxml.markup import Element, child, find_all, name, sibling
from common.documents.ooxml.package import Package


class Wrapping:
    """Styles are shared between cells, so a wrapped cell gets a style of its own kind, made once."""

    def __init__(self, package: Package) -> None:
        parts = package.related(package.main(), "styles")
        found = find_all(package.tree(parts[0]), "s:cellXfs") if parts else []
        self._formats = found[0] if found else None
        self._wrapped: dict[int, int] = {}

    def wrap(self, cell: Element) -> None:
        if self._formats is None:
            return
        number = int(cell.get("s") or 0)
        if number not in self._wrapped:
            self._wrapped[number] = self._made(number)
        cell.set("s", str(self._wrapped[number]))
        row = cell.getparent()
        for key in ("ht", "customHeight") if row is not None and name(row) == "s:row" else ():
            row.attrib.pop(key, None)  # type: ignore[union-attr]  # it is a row

    def _made(self, number: int) -> int:
        assert self._formats is not None  # noqa: S101 - `wrap` has looked
        if not 0 <= number < len(self._formats):
            return number
        new = deepcopy(self._formats[number])
        alignment = child(new, "s:alignment")
        if alignment is None:
            alignment = new.makeelement(sibling(new, "alignment"), {}, None)
            new.insert(0, alignment)
        alignment.set("wrapText", "1")
        alignment.attrib.pop("shrinkToFit", None)
        new.set("applyAlignment", "1")
        self._formats.append(new)
        self._formats.set("count", str(len(self._formats)))
        return len(self._formats) - 1

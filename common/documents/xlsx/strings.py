"""The table of shared strings, changed cell by cell."""

from collections.abc import Collection, Sequence
from copy import deepcopy

from common.documents.model import Edit
from common.documents.ooxml.markup import Element, find_all, remove, sibling
from common.documents.ooxml.package import Package
from common.documents.ooxml.runs import change, slots_of

READINGS = ("s:rPh", "s:phoneticPr")


class SharedStrings:
    """Cells point into this table, several at the same entry: an edited cell gets an entry of its own."""

    def __init__(self, package: Package, workbook: str) -> None:
        parts = package.related(workbook, "sharedStrings")
        self._root = package.tree(parts[0]) if parts else None
        self._items = find_all(self._root, "s:si") if self._root is not None else []
        self._known: dict[tuple[int, tuple[tuple[int, int, str], ...]], int] = {}
        self.replaced: set[int] = set()
        """Entries that an edited cell pointed at before."""

    def edited(self, index: int, edits: Sequence[Edit]) -> int:
        """The number of an entry like `index` after `edits`, its runs kept and its reading gone."""
        key = (index, tuple((edit.start, edit.end, edit.text) for edit in edits))
        if key not in self._known:
            item = deepcopy(self._items[index])
            item.tail = None
            change_string(item, edits)
            assert self._root is not None  # noqa: S101 - entries come from it
            self._root.append(item)
            self._items.append(item)
            self._known[key] = len(self._items) - 1
            self.replaced.add(index)
        return self._known[key]

    def blank(self, unused: Collection[int]) -> None:
        """Empty the entries that no cell points at; the numbers of the others stay."""
        for index in unused:
            if 0 <= index < len(self._items):
                empty(self._items[index])

    def blank_all_but(self, used: Collection[int]) -> None:
        self.blank([index for index in range(len(self._items)) if index not in used])

    def count(self, uses: int) -> None:
        """Say how many cells point here, where the table says so at all."""
        if self._root is not None and self._known:
            self._root.set("uniqueCount", str(len(self._items)))
            self._root.set("count", str(uses))

    def drop_readings(self) -> int:
        return drop_readings(self._root) if self._root is not None else 0


def change_string(item: Element, edits: Sequence[Edit]) -> None:
    """Edit a string (s:si or s:is) run by run; a reading must not outlive its word."""
    drop_readings(item)
    change(slots_of(item), edits)


def drop_readings(root: Element) -> int:
    """Take furigana out; how many there were."""
    found = find_all(root, *READINGS)
    for element in found:
        remove(element)
    return len(found)


def empty(item: Element) -> None:
    if len(item) == 1 and item[0].tag == sibling(item, "t") and not item[0].text:
        return
    for inner in list(item):
        item.remove(inner)
    item.text = None
    item.append(item.makeelement(sibling(item, "t"), {}, None))

"""The cells of one sheet, streamed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from common.documents.archive import BROKEN
from common.documents.ooxml.emphasis import emphasis
from common.documents.ooxml.markup import Element, local
from common.documents.ooxml.runs import slots_of
from common.errors import BrokenFile

HEAD_BYTES = 4096
ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True)
class Cell:
    row: int
    column: int
    kind: str
    """The cell type: s (shared string), n, b, e, d, str, inlineStr."""
    style: int
    value: str
    hidden: bool
    emphasis: tuple[tuple[int, int], ...] = ()
    """Of an inline string; that of a shared one is in the table of strings."""

    @property
    def address(self) -> str:
        return f"{column_letters(self.column)}{self.row}"


def cells(sheet: bytes) -> Iterator[Cell]:
    """Cells that hold a value, in file order. Raises BrokenFile for bad XML."""
    if b"<!DOCTYPE" in sheet[:HEAD_BYTES]:
        raise BrokenFile(BROKEN)
    unseen: list[tuple[int, int]] = []
    row = column = 0
    hidden_row = False
    try:
        for event, element in _events(sheet):
            kind = local(str(element.tag))
            if event == "start" and kind == "row":
                row, column, hidden_row = int(element.get("r") or row + 1), 0, is_hidden_row(element)
            elif event == "end" and kind == "col" and is_hidden_column(element):
                unseen.append((int(element.get("min") or 0), int(element.get("max") or 0)))
            elif event == "end" and kind == "c":
                row, column = position(element.get("r"), row, column)
                hidden = hidden_row or any(first <= column <= last for first, last in unseen)
                if cell := read_cell(element, row, column, hidden=hidden):
                    yield cell
            if event == "end":
                element.clear()
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenFile(BROKEN) from error


def read_cell(element: Element, row: int, column: int, *, hidden: bool) -> Cell | None:
    """A cell's element, unless it holds no value."""
    value = _value(element)
    if not value:
        return None
    string = next((found for found in element if local(str(found.tag)) == "is"), None)
    stretches = rich(string) if string is not None else ()
    return Cell(row, column, element.get("t") or "n", int(element.get("s") or 0), value, hidden, stretches)


def rich(string: Element) -> tuple[tuple[int, int], ...]:
    """The emphasis of a string, where it has runs."""
    return emphasis(slots_of(string)) if any(local(str(found.tag)) == "r" for found in string) else ()


def _events(sheet: bytes) -> Iterator[tuple[str, Element]]:
    """Only the rows, columns and cells of a sheet; most of its elements are passed over in C."""
    return etree.iterparse(
        BytesIO(sheet),
        events=("start", "end"),
        tag=("{*}row", "{*}col", "{*}c"),
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
    )


def _value(cell: Element) -> str:
    """The stored value; for inline strings the text without its phonetic runs."""
    for found in cell:
        kind = local(str(found.tag))
        if kind == "v":
            return found.text or ""
        if kind == "is":
            return "".join(text.text or "" for text in _inline(found))
    return ""


def _inline(string: Element) -> Iterator[Element]:
    for found in string:
        kind = local(str(found.tag))
        if kind == "t":
            yield found
        elif kind == "r":
            yield from _inline(found)


def position(address: str | None, row: int, column: int) -> tuple[int, int]:
    """Row and column of a cell; one without an address stands right of the last, at `row` and `column`."""
    match = ADDRESS.fullmatch(address or "")
    return (int(match[2]), column_number(match[1])) if match else (row, column + 1)


def column_number(letters: str) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def is_hidden_row(row: Element) -> bool:
    """Hidden, by hand or by a filter, or without any height."""
    return _is_true(row.get("hidden")) or _is_zero(row.get("ht"))


def is_hidden_column(column: Element) -> bool:
    return _is_true(column.get("hidden")) or _is_zero(column.get("width"))


def hidden_columns(sheet: Element) -> list[tuple[int, int]]:
    """First and last number of each run of columns that are not shown."""
    return [
        (int(column.get("min") or 0), int(column.get("max") or 0))
        for column in sheet.iter("{*}col")
        if is_hidden_column(column)
    ]


def _is_zero(size: str | None) -> bool:
    try:
        return size is not None and float(size) == 0
    except ValueError:
        return False


def _is_true(value: str | None) -> bool:
    return value in ("1", "true")

"""The cells of one sheet, streamed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from common.documents.archive import BROKEN
from common.documents.ooxml.markup import Element, local
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

    @property
    def address(self) -> str:
        return f"{column_letters(self.column)}{self.row}"


def cells(sheet: bytes) -> Iterator[Cell]:
    """Cells that hold a value, in file order. Raises BrokenFile for bad XML."""
    if b"<!DOCTYPE" in sheet[:HEAD_BYTES]:
        raise BrokenFile(BROKEN)
    hidden_columns: list[tuple[int, int]] = []
    row = column = 0
    hidden_row = False
    try:
        for event, element in _events(sheet):
            kind = local(str(element.tag))
            if event == "start" and kind == "row":
                row, column, hidden_row = int(element.get("r") or row + 1), 0, _is_true(element.get("hidden"))
            elif event == "end" and kind == "col" and _is_true(element.get("hidden")):
                hidden_columns.append((int(element.get("min") or 0), int(element.get("max") or 0)))
            elif event == "end" and kind == "c":
                row, column = _position(element.get("r"), row, column)
                hidden = hidden_row or any(first <= column <= last for first, last in hidden_columns)
                if value := _value(element):
                    style = int(element.get("s") or 0)
                    yield Cell(row, column, element.get("t") or "n", style, value, hidden)
            if event == "end":
                element.clear()
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenFile(BROKEN) from error


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


def _position(address: str | None, row: int, column: int) -> tuple[int, int]:
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


def _is_true(value: str | None) -> bool:
    return value in ("1", "true")

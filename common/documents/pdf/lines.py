"""The lines of a page's text layer, and its annotations."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from common.documents.pictures import Box
from common.documents.reading_order import in_reading_order

Placed = tuple[str, Box | None]


@dataclass(frozen=True)
class Line:
    """A line of a page, its box, and for each of its characters PDFium's number for it."""

    text: str
    box: Box | None
    characters: tuple[int, ...]


def lines(text: pypdfium2.PdfTextPage) -> list[Line]:
    """Lines with their boxes, in reading order."""
    return in_reading_order(list(_lines(text)), lambda line: line.box, lambda line: len(line.text))


def character_box(text: pypdfium2.PdfTextPage, index: int) -> Box:
    """The place of a character on the page, as wide as it advances and as high as its font."""
    left, bottom, right, top = text.get_charbox(index, loose=True)
    return left, bottom, right, top


def union(boxes: Sequence[Box]) -> Box:
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


def _lines(text: pypdfium2.PdfTextPage) -> Iterator[Line]:
    """As PDFium finds them. Characters are counted as PDFium does, not as `str` does."""
    codes = [pdfium.FPDFText_GetUnicode(text, index) for index in range(text.count_chars())]
    start = 0
    for index, code in enumerate([*codes, 10]):
        if code in (10, 13):
            found = _stripped(_characters(codes, start, index))
            if found:
                content = "".join(character for character, _ in found)
                yield Line(content, _box(text, start, index - start), tuple(at for _, at in found))
            start = index + 1


def _characters(codes: list[int], start: int, end: int) -> list[tuple[str, int]]:
    """Characters with their numbers; U+FFFE (PDFium's hyphen at a line end) as a hyphen, zeros left out."""
    found: list[tuple[str, int]] = []
    for index in range(start, end):
        code = 0x2D if codes[index] in (2, 0xFFFE) else codes[index]
        if 0xDC00 <= code <= 0xDFFF and found and "\ud800" <= found[-1][0] <= "\udbff":
            high = ord(found.pop()[0])
            found.append((chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00), index - 1))
        elif code:
            found.append((chr(code), index))
    return [("\ufffd" if "\ud800" <= character <= "\udfff" else character, at) for character, at in found]


def _stripped(characters: list[tuple[str, int]]) -> list[tuple[str, int]]:
    while characters and characters[0][0].isspace():
        characters.pop(0)
    while characters and characters[-1][0].isspace():
        characters.pop()
    return characters


def _box(text: pypdfium2.PdfTextPage, start: int, count: int) -> Box | None:
    boxes = [text.get_rect(index) for index in range(text.count_rects(start, count))]
    return union(boxes) if boxes else None


def annotations(page: pypdfium2.PdfPage) -> Iterator[Placed]:
    """The words of notes and free-text annotations."""
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        try:
            if content := _annotation_text(annotation).strip():
                area = pdfium.FS_RECTF()
                found = pdfium.FPDFAnnot_GetRect(annotation, area)
                yield content, (area.left, area.bottom, area.right, area.top) if found else None
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _annotation_text(annotation: ctypes.c_void_p) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, size)
    return bytes(buffer)[: max(0, size - 2)].decode("utf-16-le", "replace")

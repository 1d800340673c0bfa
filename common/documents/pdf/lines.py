"""The lines of a page's text layer, and its annotations."""

import ctypes
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from common.documents.pictures import Box
from common.documents.reading_order import in_reading_order

Placed = tuple[str, Box | None]


def lines(text: pypdfium2.PdfTextPage) -> list[Placed]:
    """Lines with their boxes, in reading order."""
    return in_reading_order(list(_lines(text)), lambda line: line[1], lambda line: len(line[0]))


def _lines(text: pypdfium2.PdfTextPage) -> Iterator[Placed]:
    """As PDFium finds them. Characters are counted as PDFium does, not as `str` does."""
    codes = [pdfium.FPDFText_GetUnicode(text, index) for index in range(text.count_chars())]
    start = 0
    for index, code in enumerate([*codes, 10]):
        if code in (10, 13):
            if content := _string(codes[start:index]).strip():
                yield content, _box(text, start, index - start)
            start = index + 1


def _string(codes: list[int]) -> str:
    """UTF-16 units as text; U+FFFE (PDFium's hyphen at a line end) as a hyphen, zeros left out."""
    units = [0x2D if code in (2, 0xFFFE) else code for code in codes if code]
    content = b"".join(unit.to_bytes(2, "little") for unit in units if unit <= 0xFFFF)
    return content.decode("utf-16-le", "replace")


def _box(text: pypdfium2.PdfTextPage, start: int, count: int) -> Box | None:
    boxes = [text.get_rect(index) for index in range(text.count_rects(start, count))]
    return _union(boxes) if boxes else None


def _union(boxes: list[Box]) -> Box:
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


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

"""The text layer of PDF files."""

import ctypes
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from common.documents.archive import BROKEN
from common.documents.model import Document, Place, Segment
from common.errors import BrokenFile, EncryptedFile, TooLarge

MOST_PAGES = 20_000
SCANNED = "{pages}ページには文字がありません。スキャンした画像のようです。"
UNMAPPED = "{pages}ページは文字コードの対応表がなく、正しく読み取れません。"
FORMS = "入力フォームの値は、ページに表示されているものだけを読み取りました。"
LOCKED = "パスワードで保護された PDF です。保護を解除して保存し直してからお試しください。"
TOO_MANY_PAGES = "PDF のページ数が多すぎます。分けてからお試しください。"
MOST_UNMAPPED = 0.3
Box = tuple[float, float, float, float]


def read(path: Path) -> Document:
    """A segment a line, with its page and box, as `p3-7`; then annotations and bookmarks.

    Raises EncryptedFile when a password is needed, BrokenFile, TooLarge.
    """
    with closing(_open(path)) as file:
        if len(file) > MOST_PAGES:
            raise TooLarge(TOO_MANY_PAGES)
        segments: list[Segment] = []
        blank: list[int] = []
        unmapped: list[int] = []
        for number in range(1, len(file) + 1):
            found = list(_page_segments(file, number))
            body = "".join(segment.text for segment in found if segment.place.part == "body")
            (blank if not body.strip() else unmapped if _is_unmapped(body) else []).append(number)
            segments += found
        notes = [(SCANNED, blank), (UNMAPPED, unmapped)]
        unread = [note.format(pages=_ranges(pages)) for note, pages in notes if pages]
        metadata = {key: value for key, value in file.get_metadata_dict().items() if value}
        return Document(
            format="pdf",
            title=metadata.get("Title"),
            segments=segments + list(_bookmarks(file)),
            metadata=metadata,
            unread=unread + ([FORMS] if file.get_formtype() else []),
        )


def _open(path: Path) -> pypdfium2.PdfDocument:
    # A file in memory has no name that PDFium could resolve.
    source = path if path.resolve().exists() else path.read_bytes()
    try:
        return pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise EncryptedFile(LOCKED) from error
        raise BrokenFile(BROKEN) from error


def _page_segments(file: pypdfium2.PdfDocument, number: int) -> Iterator[Segment]:
    try:
        page = file[number - 1]
    except pypdfium2.PdfiumError as error:
        raise BrokenFile(BROKEN) from error
    with closing(page), closing(page.get_textpage()) as text:
        for line, (content, box) in enumerate(_lines(text), start=1):
            yield Segment(id=f"p{number}-{line}", text=content, place=Place(page=number, line=line, box=box))
        for position, (content, box) in enumerate(_annotations(page), start=1):
            place = Place(part="comment", page=number, box=box)
            yield Segment(id=f"p{number}-a{position}", text=content, place=place)


def _lines(text: pypdfium2.PdfTextPage) -> Iterator[tuple[str, Box | None]]:
    """Lines with their boxes. Characters are counted as PDFium does, not as `str` does."""
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


def _annotations(page: pypdfium2.PdfPage) -> Iterator[tuple[str, Box | None]]:
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


def _bookmarks(file: pypdfium2.PdfDocument) -> Iterator[Segment]:
    for number, bookmark in enumerate(file.get_toc(), start=1):
        if title := bookmark.get_title().strip():
            target = bookmark.get_dest()
            page = target.get_index() if target else None
            place = Place(part="bookmark", page=None if page is None else page + 1)
            yield Segment(id=f"b{number}", text=title, place=place)


def _is_unmapped(text: str) -> bool:
    """Mostly private-use or replacement characters: the fonts do not say what their glyphs mean."""
    strange = sum("\ue000" <= character <= "\uf8ff" or character in "\ufffd\x00" for character in text)
    return strange > len(text) * MOST_UNMAPPED


def _ranges(numbers: list[int]) -> str:
    """1, 3, 4, 5 as 「1、3〜5」."""
    groups: list[list[int]] = []
    for number in numbers:
        if groups and groups[-1][-1] == number - 1:
            groups[-1].append(number)
        else:
            groups.append([number])
    return "、".join(str(g[0]) if len(g) == 1 else f"{g[0]}〜{g[-1]}" for g in groups)

"""PDF files: the text layer, annotations, bookmarks and attached files; scans are left to a reader of pictures."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

import pypdfium2

from common.documents.archive import BROKEN
from common.documents.model import Document, Place, Scan, Segment
from common.documents.nesting import Member
from common.documents.notes import FORMS
from common.documents.pdf.blackening import blacken
from common.documents.pdf.lines import Placed, annotations, lines
from common.documents.pdf.opening import open_flat, open_page, open_pdf
from common.documents.pdf.rebuilding import rebuild
from common.documents.pdf.scans import draw, why_scanned
from common.documents.pictures import Picture
from common.errors import BrokenFile

__all__ = ["blacken", "members", "read", "rebuild", "render"]


def read(path: Path) -> Document:
    """A segment a line, with its page and box, as `p3-7`; then annotations and bookmarks.

    Raises EncryptedFile when a password is needed, BrokenFile, TooLarge.
    """
    with closing(open_pdf(path)) as file:
        segments: list[Segment] = []
        scans: list[Scan] = []
        for number in range(1, len(file) + 1):
            with closing(open_page(file, number)) as page:
                notes = list(annotations(page))
            with closing(open_flat(file, number)) as page:
                found = list(_page_segments(page, number, notes))
                body = "".join(segment.text for segment in found if segment.place.part == "body")
                segments += found
                if reason := why_scanned(page, body):
                    at, place = len(segments), Place(page=number)
                    scans.append(Scan(page=number, place=place, at=at, reason=reason))
        metadata = {key: value for key, value in file.get_metadata_dict().items() if value}
        return Document(
            format="pdf",
            title=metadata.get("Title"),
            segments=segments + list(_bookmarks(file)),
            metadata=metadata,
            unread=[FORMS] if file.get_formtype() else [],
            scans=scans,
        )


def members(path: Path) -> Iterator[Member]:
    """The files attached to the PDF."""
    with closing(open_pdf(path)) as file:
        for index in range(file.count_attachments()):
            attachment = file.get_attachment(index)
            yield Member(attachment.get_name() or f"添付{index + 1}", partial(_data, attachment))


def render(path: Path, page: int) -> Picture:
    """A page, counted from 1, drawn for a reader of pictures."""
    with closing(open_pdf(path)) as file, closing(open_flat(file, page)) as found:
        return draw(found)


def _data(attachment: pypdfium2.PdfAttachment) -> bytes:
    try:
        return bytes(attachment.get_data())
    except pypdfium2.PdfiumError as error:
        raise BrokenFile(BROKEN) from error


def _page_segments(page: pypdfium2.PdfPage, number: int, notes: Sequence[Placed]) -> Iterator[Segment]:
    with closing(page.get_textpage()) as text:
        for at, line in enumerate(lines(text), start=1):
            place = Place(page=number, line=at, box=line.box)
            yield Segment(id=f"p{number}-{at}", text=line.text, place=place)
    for position, (content, box) in enumerate(notes, start=1):
        place = Place(part="comment", page=number, box=box)
        yield Segment(id=f"p{number}-a{position}", text=content, place=place)


def _bookmarks(file: pypdfium2.PdfDocument) -> Iterator[Segment]:
    for number, bookmark in enumerate(file.get_toc(), start=1):
        if title := bookmark.get_title().strip():
            target = bookmark.get_dest()
            page = target.get_index() if target else None
            place = Place(part="bookmark", page=None if page is None else page + 1)
            yield Segment(id=f"b{number}", text=title, place=place)

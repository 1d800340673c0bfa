"""Ichitaro documents: the text of every sheet, headers, notes and boxes; nothing is laid out.

The format is not published. What is read here is what others found in public files: the block store and
the records in the text are described by the EZPZ File JTD and OpenJTD projects.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import olefile

from common.documents.archive import BROKEN
from common.documents.in_memory import in_memory
from common.documents.jtd.lh5 import member_of
from common.documents.jtd.records import visible_lines
from common.documents.jtd.store import texts
from common.documents.model import Document, Place, Segment
from common.documents.ole import open_ole, properties, stream
from common.errors import BrokenFile

COMPRESSED = "JSCompDocument"
SHEETS = ("ObjectSheets", "DocSheet")
STREAMS = {"DocumentText": "body", "Header": "header", "Footnote": "footnote", "LayoutBoxText": "textbox"}
BOXES = "枠や図の中の文字には、読み取れていないものがあるかもしれません。"


def read(path: Path) -> Document:
    """A segment a line, sheet by sheet, as `s1-body-3`. Raises BrokenFile or TooLarge."""
    with _opened(path) as ole:
        found = properties(ole)
        return Document(
            format="jtd",
            title=found.get("title"),
            segments=list(_segments(ole)),
            metadata=found,
            unread=[BOXES] if _has_pictures(ole) else [],
        )


@contextmanager
def _opened(path: Path) -> Iterator[olefile.OleFileIO]:
    """The document itself: a compressed one (.jtdc) is unpacked in memory."""
    with ExitStack() as stack:
        ole = stack.enter_context(open_ole(path))
        if (packed := stream(ole, COMPRESSED)) is not None:
            inner = stack.enter_context(in_memory(member_of(packed)))
            ole = stack.enter_context(open_ole(inner))
        if stream(ole, "DocumentText") is None:
            raise BrokenFile(BROKEN)
        yield ole


def _segments(ole: olefile.OleFileIO) -> Iterator[Segment]:
    folders = [(), *_sheet_folders(ole)]
    for number, folder in enumerate(folders, start=1):
        sheet = f"シート{number}" if len(folders) > 1 else None
        for name, part in STREAMS.items():
            for line, text in enumerate(_lines(stream(ole, *folder, name)), start=1):
                if text:
                    place = Place(part=part, sheet=sheet, line=line if part == "body" else None)
                    yield Segment(id=f"s{number}-{part}-{line}", text=text, place=place)


def _lines(content: bytes | None) -> list[str]:
    """The lines of all texts in one stream, blank ones too."""
    if content is None:
        return []
    return [line.strip() for units in texts(content) for line in visible_lines(units)]


def _sheet_folders(ole: olefile.OleFileIO) -> list[tuple[str, ...]]:
    """The storages of the further sheets, DOCS_0000, DOCS_0001..."""
    found = {
        tuple(path[:3])
        for path in ole.listdir(streams=True, storages=False)
        if len(path) == 4 and tuple(path[:2]) == SHEETS and path[3] == "DocumentText"
    }
    return sorted(found)


def _has_pictures(ole: olefile.OleFileIO) -> bool:
    tops = {path[0] for path in ole.listdir(streams=True, storages=True)}
    return any(name.startswith(("Embedding", "OleItem", "FigureData", "Frame")) for name in tops)

"""One file parsed in this process, with the files inside it; and its pages drawn."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Protocol, cast

from common.documents.archive import BROKEN
from common.documents.formats import Format, find_format
from common.documents.in_memory import in_memory
from common.documents.model import Document, Edit, Report, Segment
from common.documents.nesting import Budget, Member, Nested, read_members
from common.documents.pictures import Picture
from common.documents.sniffing import TEXT
from common.errors import BrokenFile, Problem


class Adapter(Protocol):
    """What `formats.FORMATS` names; all but `read` only where the format has it."""

    def read(self, path: Path) -> Document: ...

    def rewrite(self, path: Path, edits: Sequence[Edit], out: Path, *, scrub: bool) -> Report: ...

    def blacken(
        self, path: Path, edits: Sequence[Edit], pictured: Sequence[Segment], out: Path
    ) -> Report: ...

    def rebuild(self, path: Path, out: Path) -> Report: ...

    def members(self, path: Path) -> Iterator[Member]: ...

    def render(self, path: Path, page: int) -> Picture: ...


def adapter_of(entry: Format) -> Adapter:
    return cast(Adapter, import_module(entry.adapter))


def parse(path: Path, name: str) -> Document:
    """The text that a file holds as text; pictures of text are listed in `scans`."""
    return _parse(path, name, 0, Budget())


def parse_texts(files: Sequence[tuple[Path, str]]) -> list[Document | None]:
    """The plain texts among files of (path, name); None for what is none or cannot be read."""
    return [_text(path, name) for path, name in files]


def _text(path: Path, name: str) -> Document | None:
    try:
        return parse(path, name) if find_format(path, name).kind == TEXT else None
    except (Problem, OSError):
        return None


def render(path: Path, name: str, members: Sequence[int], page: int) -> Picture:
    """A page drawn for a reader of pictures; `members` leads to the file inside that holds it."""
    adapter = adapter_of(find_format(path, name))
    if not members:
        return adapter.render(path, page)
    for index, member in enumerate(adapter.members(path)):
        if index == members[0]:
            with in_memory(member.open()) as inner:
                return render(inner, PurePosixPath(member.name).name, members[1:], page)
    raise BrokenFile(BROKEN)


def _parse(path: Path, name: str, depth: int, budget: Budget) -> Document:
    entry = find_format(path, name)
    adapter = adapter_of(entry)
    document = adapter.read(path).model_copy(update={"format": entry.name})
    if not hasattr(adapter, "members"):
        return document

    def read_member(inner: Path, called: str, deep: int) -> Document:
        return _parse(inner, called, deep, budget)

    return _with_members(document, read_members(adapter.members(path), depth, budget, read_member))


def _with_members(document: Document, nested: Nested) -> Document:
    """A container's own text first, then that of its members."""
    offset = len(document.segments)
    scans = [scan.model_copy(update={"at": scan.at + offset}) for scan in nested.scans]
    return document.model_copy(
        update={
            "segments": document.segments + nested.segments,
            "scans": document.scans + scans,
            "unread": document.unread + nested.unread,
        }
    )

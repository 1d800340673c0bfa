"""The four ways in: read and rewrite, in a sandbox or in this process."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from common import sandbox
from common.documents.formats import Format, find_format
from common.documents.model import Document, Edit, Report
from common.documents.nesting import Budget, Member, Nested, read_members
from common.documents.replacing import replacing
from common.errors import UnsupportedFormat
from common.settings import SandboxSettings

sandbox.preload("common.documents.docx", "common.documents.xlsx", "common.documents.pptx")
sandbox.preload("common.documents.pdf", "common.documents.csv", "common.documents.text")
sandbox.preload("common.documents.html", "common.documents.eml", "common.documents.rtf")
sandbox.preload(
    "common.documents.odf", "common.documents.msg", "common.documents.jtd", "common.documents.zip"
)

NOTHING_FOUND = "文字が見つかりませんでした。"


class Adapter(Protocol):
    def read(self, path: Path) -> Document: ...

    def rewrite(self, path: Path, edits: Sequence[Edit], out: Path, *, scrub: bool) -> Report: ...

    def members(self, path: Path) -> Iterator[Member]: ...


def read(path: Path, *, name: str | None = None, limits: SandboxSettings | None = None) -> Document:
    """The text of a file, parsed in a sandboxed child.

    `name` is what the owner called the file, when `path` does not say so. Raises EmptyFile, BrokenFile,
    EncryptedFile, UnsupportedFormat or TooLarge.
    """
    return sandbox.run(read_here, path.absolute(), name, result=Document, limits=limits)


def rewrite(
    path: Path,
    edits: Sequence[Edit],
    out: Path,
    *,
    name: str | None = None,
    scrub: bool = False,
    limits: SandboxSettings | None = None,
) -> Report:
    """Write a copy of `path` with `edits` to `out`, in a sandboxed child; layout and styles stay.

    `scrub` is for disclosure: comments, tracked changes, properties and hidden data go as well.
    `out` appears whole or not at all. Raises what `read` does, and BadRequest for edits that overlap,
    leave their segment or name an unknown one.
    """
    with replacing(out) as draft:
        return sandbox.run(
            write_draft,
            path.absolute(),
            list(edits),
            draft.absolute(),
            name,
            scrub,
            result=Report,
            limits=limits,
        )


def read_here(path: Path, name: str | None = None) -> Document:
    """`read`, in this process."""
    document = _read(path, name or path.name, 0, Budget())
    nothing = not document.segments and not document.unread and not document.scans
    return document.model_copy(update={"unread": [NOTHING_FOUND]}) if nothing else document


def _read(path: Path, name: str, depth: int, budget: Budget) -> Document:
    """One file and, in it, its members."""
    entry = find_format(path, name)
    adapter = _adapter(entry)
    document = adapter.read(path).model_copy(update={"format": entry.name})
    if not hasattr(adapter, "members"):
        return document
    nested = read_members(
        adapter.members(path), depth, budget, lambda inner, called, deep: _read(inner, called, deep, budget)
    )
    return with_members(document, nested)


def rewrite_here(
    path: Path, edits: Sequence[Edit], out: Path, name: str | None = None, scrub: bool = False
) -> Report:
    """`rewrite`, in this process."""
    with replacing(out) as draft:
        return write_draft(path, edits, draft, name, scrub)


def write_draft(path: Path, edits: Sequence[Edit], draft: Path, name: str | None, scrub: bool) -> Report:
    """Rewrite straight into `draft`; whoever owns the draft renames it."""
    entry = find_format(path, name or path.name)
    if not entry.rewritable:
        raise UnsupportedFormat(f"{entry.name} 形式の書き換えには、まだ対応していません。")
    return _adapter(entry).rewrite(path, edits, draft, scrub=scrub)


def with_members(document: Document, nested: Nested) -> Document:
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


def _adapter(entry: Format) -> Adapter:
    return cast(Adapter, import_module(entry.adapter))

"""The ways in: read, rewrite and rebuild, in a sandbox or in this process."""

from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter

from common import sandbox
from common.documents.formats import FORMATS, find_format
from common.documents.model import Document, Edit, Report, Scan, Segment
from common.documents.notes import NOTHING_FOUND
from common.documents.odf import fonts as odf_fonts
from common.documents.ooxml import fonts as office_fonts
from common.documents.parsing import adapter_of, parse, parse_texts, render
from common.documents.pictures import Picture, Recognizer
from common.documents.readings import in_brackets
from common.documents.recognition import Draw, recognize
from common.documents.replacing import replacing
from common.errors import Problem, UnsupportedFormat
from common.settings import SandboxSettings

sandbox.preload(*dict.fromkeys(entry.adapter for entry in FORMATS))

WITH_RUBY = frozenset({"docx"})
"""Formats whose adapter writes readings above words itself."""
FONTS_FITTED = {
    **dict.fromkeys(("docx", "xlsx", "pptx"), office_fonts.fit),
    **dict.fromkeys(("odt", "odp"), odf_fonts.fit),
}
"""Formats that name fonts, and what gives them those of another language."""
TEXTS: TypeAdapter[list[Document | None]] = TypeAdapter(list[Document | None])


def read(
    path: Path,
    *,
    name: str | None = None,
    limits: SandboxSettings | None = None,
    recognizer: Recognizer | None = None,
) -> Document:
    """The text of a file, parsed in a sandboxed child.

    `name` is what the owner called the file, when `path` does not say so. `recognizer` reads pictures
    of text, in this process; without one they are named in `unread`. Raises EmptyFile, BrokenFile,
    EncryptedFile, UnsupportedFormat or TooLarge.
    """
    where, called = path.absolute(), name or path.name

    def draw(scan: Scan) -> Picture:
        return sandbox.run(render, where, called, scan.members, scan.page, result=Picture, limits=limits)

    return _finished(sandbox.run(parse, where, called, result=Document, limits=limits), recognizer, draw)


def read_texts(
    files: Sequence[tuple[Path, str]], *, limits: SandboxSettings | None = None
) -> list[Document | None]:
    """The plain texts among files of (path, name), parsed together in one sandboxed child.

    None for what is no plain text, for one that has a fault, and for all of them when the child is lost: `read`
    then says what is wrong, with each alone. Only what Python itself parses is read so, for a file that deceives a
    parser written in C could change what is told of its neighbours.
    """
    called = [(path.absolute(), name) for path, name in files]
    try:
        found = sandbox.run(parse_texts, called, result=TEXTS, limits=limits)
    except Problem:
        return [None] * len(files)
    return [document and _told(document) for document in found]


def rewrite(
    path: Path,
    edits: Sequence[Edit],
    out: Path,
    *,
    name: str | None = None,
    scrub: bool = False,
    limits: SandboxSettings | None = None,
    pictured: Sequence[Segment] = (),
    language: str | None = None,
) -> Report:
    """Write a copy of `path` with `edits` to `out`, in a sandboxed child; layout and styles stay.

    `scrub` is for disclosure: comments, tracked changes, properties and hidden data go as well. `pictured`
    are the segments that a recognizer read from pictures, where `edits` name any; in a PDF and in a picture
    edited words become black boxes. `language` is that of the new text: an Office file gets fonts for it.
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
            list(pictured),
            language,
            result=Report,
            limits=limits,
        )


def rebuild(
    path: Path, out: Path, *, name: str | None = None, limits: SandboxSettings | None = None
) -> Report:
    """Write the text of a file to `out` in the format that `rebuilt` names, in a sandboxed child.

    Raises what `read` does, and UnsupportedFormat for a format that has no other.
    """
    with replacing(out) as draft:
        arguments = (path.absolute(), draft.absolute(), name or path.name)
        return sandbox.run(rebuild_draft, *arguments, result=Report, limits=limits)


def read_here(path: Path, name: str | None = None, recognizer: Recognizer | None = None) -> Document:
    """`read`, in this process."""
    called = name or path.name

    def draw(scan: Scan) -> Picture:
        return render(path, called, scan.members, scan.page)

    return _finished(parse(path, called), recognizer, draw)


def draw(path: Path, page: int, *, name: str | None = None, limits: SandboxSettings | None = None) -> Picture:
    """A page of a PDF or a picture, counted from 1, drawn in a sandboxed child."""
    called = name or path.name
    return sandbox.run(render, path.absolute(), called, (), page, result=Picture, limits=limits)


def rewrite_here(
    path: Path,
    edits: Sequence[Edit],
    out: Path,
    name: str | None = None,
    scrub: bool = False,
    pictured: Sequence[Segment] = (),
) -> Report:
    """`rewrite`, in this process."""
    with replacing(out) as draft:
        return write_draft(path, edits, draft, name, scrub, pictured)


def write_draft(
    path: Path,
    edits: Sequence[Edit],
    draft: Path,
    name: str | None,
    scrub: bool,
    pictured: Sequence[Segment] = (),
    language: str | None = None,
) -> Report:
    """Rewrite straight into `draft`; whoever owns the draft renames it."""
    entry = find_format(path, name or path.name)
    if entry.maskable and scrub:
        return adapter_of(entry).blacken(path, edits, pictured, draft)
    if not entry.rewritable and (scrub or not entry.translatable):
        raise UnsupportedFormat(f"{entry.name} 形式の書き換えには、まだ対応していません。")
    if entry.name not in WITH_RUBY:
        edits = [edit.model_copy(update={"text": in_brackets(edit.text)}) for edit in edits]
    report = adapter_of(entry).rewrite(path, edits, draft, scrub=scrub)
    if language is not None and entry.name in FONTS_FITTED:
        FONTS_FITTED[entry.name](draft, language)
    return report


def rebuild_draft(path: Path, draft: Path, name: str) -> Report:
    entry = find_format(path, name)
    if entry.rebuilt is None:
        raise UnsupportedFormat(f"{entry.name} 形式を組み直すことはできません。")
    return adapter_of(entry).rebuild(path, draft)


def _finished(document: Document, recognizer: Recognizer | None, draw: Draw) -> Document:
    """Pictures read, or named as unread; a document without a word says so."""
    return _told(recognize(document, recognizer, draw))


def _told(document: Document) -> Document:
    nothing = not document.segments and not document.unread
    return document.model_copy(update={"unread": [NOTHING_FOUND]}) if nothing else document

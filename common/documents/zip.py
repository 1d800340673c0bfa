"""Zip archives: the files inside, under the names that Windows gave them."""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from zipfile import ZipInfo

from common.documents.archive import Archive
from common.documents.model import Document
from common.documents.nesting import Member

UTF8_FLAG = 0x800
"""General purpose bit 11: name and comment are UTF-8 (APPNOTE.TXT 4.4.4)."""


def read(path: Path) -> Document:  # noqa: ARG001 - all text is that of the members
    """An archive has no text of its own."""
    return Document(format="zip", segments=[])


def members(path: Path) -> Iterator[Member]:
    """The files in the archive. Raises BrokenFile or TooLarge."""
    with Archive(path, unique=False) as archive:
        for entry in archive.entries:
            yield Member(entry_name(entry), partial(archive.unpack, entry))


def entry_name(entry: ZipInfo) -> str:
    """The name; without the UTF-8 flag it is UTF-8 by its looks, else Shift_JIS, as Japanese Windows writes."""
    if entry.flag_bits & UTF8_FLAG:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "cp932"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding).replace("\\", "/")
    return entry.filename

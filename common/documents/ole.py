"""Compound files (OLE, [MS-CFB]): the container of old Office, Outlook and Ichitaro files."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import olefile

from common.documents.archive import BROKEN
from common.errors import BrokenFile, TooLarge

MOST_STREAM_BYTES = 256 << 20
TOO_LARGE = "ファイルの中のデータが大きすぎます。分けてからお試しください。"
MALFORMED = (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, struct.error)
"""What olefile raises for damaged files, its own OleFileError (an OSError) among them."""


@contextmanager
def open_ole(path: Path) -> Iterator[olefile.OleFileIO]:
    """The file's directory; streams are read with `stream`. Raises BrokenFile."""
    try:
        ole = olefile.OleFileIO(str(path))
    except FileNotFoundError:
        raise
    except MALFORMED as error:
        raise BrokenFile(BROKEN) from error
    try:
        yield ole
    finally:
        ole.close()


def stream(ole: olefile.OleFileIO, *path: str) -> bytes | None:
    """The content of a stream, None when there is none of that name. Raises BrokenFile or TooLarge."""
    try:
        if not ole.exists("/".join(path)) or ole.get_type("/".join(path)) != olefile.STGTY_STREAM:
            return None
        if ole.get_size("/".join(path)) > MOST_STREAM_BYTES:
            raise TooLarge(TOO_LARGE)
        return bytes(ole.openstream("/".join(path)).read())
    except MALFORMED as error:
        raise BrokenFile(BROKEN) from error


def top_names(ole: olefile.OleFileIO) -> set[str]:
    """The names of the streams and storages at the top."""
    return {path[0] for path in ole.listdir(streams=True, storages=True)}


def properties(ole: olefile.OleFileIO) -> dict[str, str]:
    """Title, author and the like of the SummaryInformation stream, those that have a value ([MS-OLEPS])."""
    try:
        found = ole.get_metadata()
    except MALFORMED:
        return {}
    encoding = f"cp{found.codepage}" if found.codepage else "cp932"
    values = {
        name: getattr(found, name, None) for name in ("title", "subject", "author", "keywords", "comments")
    }
    texts = {name: _text(value, encoding) for name, value in values.items() if value}
    return {name: text for name, text in texts.items() if text}


def _text(value: bytes | str, encoding: str) -> str:
    if isinstance(value, str):
        return value.strip("\0 ")
    try:
        return value.decode(encoding, "replace").strip("\0 ")
    except LookupError:
        return value.decode("cp932", "replace").strip("\0 ")

"""A zip read with bounds: what is counted is what comes out, not what the headers promise."""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Collection
from pathlib import Path
from types import TracebackType
from typing import Self

from common.errors import BrokenFile, EncryptedFile, TooLarge

MOST_ENTRIES = 20_000
MOST_BYTES = 1 << 30
"""Unpacked, over all entries read."""
MOST_ENTRY_BYTES = 256 << 20
RATIO = 200
RATIO_FREE_BYTES = 32 << 20
"""An entry may be packed tighter than RATIO up to this size: blank sheets are."""
CHUNK = 1 << 20

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
)

BROKEN = "ファイルが壊れています。元のソフトで開いて保存し直してからお試しください。"
BOMB = "展開すると大きくなりすぎるファイルです。内容を分けるか、画像などを減らしてお試しください。"
LOCKED = "パスワードで保護された圧縮ファイルです。保護を解除してからお試しください。"


class Archive:
    """The entries of a zip file; nothing is ever extracted to disk.

    `unique` refuses two entries whose names differ in case at most. Raises BrokenFile, EncryptedFile or TooLarge.
    """

    def __init__(self, path: Path, *, unique: bool = True) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except FileNotFoundError:
            raise
        except UNREADABLE as error:
            raise BrokenFile(BROKEN) from error
        self.entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        self.names = [entry.filename for entry in self.entries]
        self._left = MOST_BYTES
        self._check(unique)

    def _check(self, unique: bool) -> None:
        if len(self.names) > MOST_ENTRIES:
            raise TooLarge(BOMB)
        # Two entries of one name are read differently by different programs: one would stay unseen.
        if unique and len({name.casefold() for name in self.names}) != len(self.names):
            raise BrokenFile(BROKEN)

    def read(self, name: str) -> bytes:
        """One entry, unpacked."""
        try:
            return self.unpack(self._zip.getinfo(name))
        except KeyError as error:
            raise BrokenFile(BROKEN) from error

    def unpack(self, entry: zipfile.ZipInfo) -> bytes:
        """One of `entries`, unpacked."""
        if entry.flag_bits & 1:
            raise EncryptedFile(LOCKED)
        try:
            return self._unpack(entry)
        except UNREADABLE as error:
            raise BrokenFile(BROKEN) from error

    def _unpack(self, entry: zipfile.ZipInfo) -> bytes:
        most = min(self._left, MOST_ENTRY_BYTES, max(RATIO_FREE_BYTES, entry.compress_size * RATIO))
        content = bytearray()
        with self._zip.open(entry) as stream:
            while chunk := stream.read(CHUNK):
                content += chunk
                if len(content) > most:
                    raise TooLarge(BOMB)
        self._left -= len(content)
        return bytes(content)

    def close(self) -> None:
        self._zip.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def write_archive(out: Path, parts: dict[str, bytes], stored: Collection[str] = ()) -> None:
    """A zip of `parts` in their order, with one fixed date (1980-01-01) so that it tells nothing; `stored` ones unpacked."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)

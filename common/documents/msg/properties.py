"""The properties of one message or attachment: streams for long values, a table for short ones."""

import struct
from datetime import UTC, datetime, timedelta
from functools import cached_property

import olefile

from common.documents.encoding import decode_as, readable
from common.documents.ole import stream

OUTER_HEADER, INNER_HEADER, ATTACHMENT_HEADER = 32, 24, 8
"""Bytes before the table of a message, of a message in a message, of an attachment ([MS-OXMSG] 2.4)."""
TABLE = "__properties_version1.0"
ENTRY = struct.Struct("<HHI8s")
UNICODE, ANSI, BINARY, TIME, INTEGER = 0x1F, 0x1E, 0x0102, 0x40, 0x03
PAGE_CODE, TEXT_CODE = 0x3FDE, 0x3FFD
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
CODEPAGES = {
    65001: "utf-8",
    50220: "iso-2022-jp",
    50221: "iso-2022-jp",
    50222: "iso-2022-jp",
    51932: "euc-jp",
    20127: "ascii",
}
DEFAULT = "cp932"


class Storage:
    """Where the properties of one message or attachment are kept."""

    def __init__(self, ole: olefile.OleFileIO, path: tuple[str, ...], header: int) -> None:
        self._ole = ole
        self._path = path
        self._header = header

    def inside(self, name: str, header: int) -> "Storage":
        return Storage(self._ole, (*self._path, name), header)

    def names(self) -> list[str]:
        """The streams and storages in it, in a fixed order."""
        depth = len(self._path)
        found = self._ole.listdir(streams=True, storages=True)
        return sorted(
            {path[depth] for path in found if len(path) > depth and tuple(path[:depth]) == self._path}
        )

    def has(self, name: str) -> bool:
        return name in self.names()

    def text(self, number: int) -> str:
        """A text property; empty when there is none."""
        if (raw := self._stream(number, UNICODE)) is not None:
            text = raw.decode("utf-16-le", "replace")
        elif (raw := self._stream(number, ANSI)) is not None:
            text = decode_as(raw, _encoding(self._numbers.get(TEXT_CODE))).text
        else:
            return ""
        return readable(text).strip("\0 ")

    def binary(self, number: int) -> bytes | None:
        """A binary property; a text one of that number as UTF-8."""
        raw = self._stream(number, BINARY)
        return raw if raw is not None else self.text(number).encode() or None

    def time(self, number: int) -> str:
        """A point in time, as 2024-04-01 09:00 UTC; empty when there is none."""
        ticks = self._times.get(number, 0)
        try:
            return f"{EPOCH + timedelta(microseconds=ticks // 10):%Y-%m-%d %H:%M} UTC" if ticks else ""
        except OverflowError:
            return ""

    @property
    def page_encoding(self) -> str:
        """What the HTML body is written in."""
        if self._stream(0x1013, BINARY) is None:
            return "utf-8"
        return _encoding(self._numbers.get(PAGE_CODE))

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {key: int.from_bytes(raw[:4], "little") for kind, key, raw in self._entries if kind == INTEGER}

    @cached_property
    def _times(self) -> dict[int, int]:
        return {key: int.from_bytes(raw, "little") for kind, key, raw in self._entries if kind == TIME}

    @cached_property
    def _entries(self) -> list[tuple[int, int, bytes]]:
        """Type, number and value of each entry of the table."""
        table = (stream(self._ole, *self._path, TABLE) or b"")[self._header :]
        whole = len(table) // ENTRY.size * ENTRY.size
        return [(kind, key, raw) for kind, key, _, raw in ENTRY.iter_unpack(table[:whole])]

    def _stream(self, number: int, kind: int) -> bytes | None:
        return stream(self._ole, *self._path, f"__substg1.0_{number:04X}{kind:04X}")


def _encoding(codepage: int | None) -> str:
    if not codepage:
        return DEFAULT
    return CODEPAGES.get(codepage, f"cp{codepage}")

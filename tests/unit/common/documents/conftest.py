"""Makers of files whose formats no library at hand can write."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT_SECTOR, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
Compound = Callable[[Path, dict[str, bytes]], Path]
Text = Callable[[str | list[int]], bytes]


@pytest.fixture(scope="session")
def compound() -> Compound:
    """Writes an OLE compound file ([MS-CFB], version 3) of streams, named by their path with slashes."""

    def write(path: Path, streams: dict[str, bytes]) -> Path:
        path.write_bytes(_Compound(streams).content())
        return path

    return write


@pytest.fixture(scope="session")
def jtd_text() -> Text:
    """An Ichitaro block store that holds one text, given as text or as UTF-16 units."""

    def build(text: str | list[int]) -> bytes:
        raw = text.encode("utf-16-be") if isinstance(text, str) else struct.pack(f">{len(text)}H", *text)
        stream = b"TextV.01" + struct.pack(">I", len(raw) // 2) + raw
        count = -(-len(stream) // 256)
        store = b"SsmgV.01" + struct.pack(">3I", 1, 256, count) + stream.ljust(256 * count, b"\0")
        directory = struct.pack(f">5I{count}I", 0, 0, len(stream), count, count, *range(count))
        return store + directory + bytes(4)

    return build


class _Compound:
    def __init__(self, streams: dict[str, bytes]) -> None:
        self.fat: list[int] = []
        self.sectors: list[bytes] = []
        self.mini = b""
        self.mini_fat: list[int] = []
        self.entries: list[list[object]] = [["Root Entry", 5, NONE, NONE, NONE, END, 0]]
        self.ids: dict[str, int] = {"": 0}
        for path, content in streams.items():
            self._place(path, content)

    def _place(self, path: str, content: bytes) -> None:
        parts = path.split("/")
        for depth in range(1, len(parts)):
            self._entry("/".join(parts[:depth]), 1, 0, 0)
        start = self._small(content) if len(content) < CUTOFF else self._large(content)
        self._entry(path, 2, start, len(content))

    def _entry(self, path: str, kind: int, start: int, size: int) -> None:
        if path in self.ids:
            return
        parent, _, name = path.rpartition("/")
        self.ids[path] = len(self.entries)
        holder = self.entries[self.ids[parent]]
        self.entries.append([name, kind, NONE, holder[4], NONE, start, size])
        holder[4] = self.ids[path]

    def _small(self, content: bytes) -> int:
        if not content:
            return END
        start, count = len(self.mini_fat), -(-len(content) // MINI)
        self.mini += content.ljust(count * MINI, b"\0")
        self.mini_fat += [*range(start + 1, start + count), END]
        return start

    def _large(self, content: bytes) -> int:
        if not content:
            return END
        start, count = len(self.sectors), -(-len(content) // SECTOR)
        padded = content.ljust(count * SECTOR, b"\0")
        self.sectors += [padded[at : at + SECTOR] for at in range(0, len(padded), SECTOR)]
        self.fat += [*range(start + 1, start + count), END]
        return start

    def content(self) -> bytes:
        self.entries[0][5:] = [self._large(self.mini), len(self.mini)]
        mini_fat = self._large(struct.pack(f"<{len(self.mini_fat)}I", *self.mini_fat))
        mini_count = -(-len(self.mini_fat) * 4 // SECTOR)
        directory = self._large(b"".join(self._raw(*entry) for entry in self.entries))
        fat_count = 1
        while (len(self.fat) + fat_count) * 4 > fat_count * SECTOR:
            fat_count += 1
        first = len(self.fat)
        fat = [*self.fat, *[FAT_SECTOR] * fat_count]
        fat += [FREE] * (fat_count * SECTOR // 4 - len(fat))
        header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
        header += struct.pack(
            "<5H6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_count, directory, 0, CUTOFF, mini_fat, mini_count, END, 0
        )
        header += struct.pack("<109I", *range(first, first + fat_count), *[FREE] * (109 - fat_count))
        return header + b"".join(self.sectors) + struct.pack(f"<{len(fat)}I", *fat)

    def _raw(self, name: str, kind: int, left: int, right: int, child: int, start: int, size: int) -> bytes:
        raw = name.encode("utf-16-le")
        return struct.pack("<64sHBB3I16x4x16xIQ", raw, len(raw) + 2, kind, 1, left, right, child, start, size)

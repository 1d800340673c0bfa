"""JPEG and PNG files without what cameras and programs write beside the pixels, which stay bit for bit."""

import struct
from collections.abc import Iterator

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
SCAN, END = 0xDA, 0xD9
DROPPED = {0xFE, *range(0xE1, 0xF0)} - {0xE2, 0xEE}
"""Comments and application segments (ITU-T T.81, B.1.1.3) but those for colour: ICC profiles and Adobe's."""
KEPT_CHUNKS = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD",
    b"pHYs", b"acTL", b"fcTL", b"fdAT",
}  # fmt: skip
"""Chunks (PNG specification, 11) that say how the pixels look."""


def bare(content: bytes) -> bytes:
    """The same picture; other formats and broken files as they are."""
    try:
        if content.startswith(JPEG):
            return b"".join(_segments(content))
        if content.startswith(PNG):
            return PNG + b"".join(_chunks(content))
    except (struct.error, IndexError, ValueError):
        return content
    return content


def _segments(content: bytes) -> Iterator[bytes]:
    yield content[:2]
    at = 2
    while True:
        if content[at] != 0xFF:
            raise ValueError(at)
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == END:
            yield content[at : at + 2]
            return
        size = 2 + struct.unpack_from(">H", content, at + 2)[0]
        end = at + size
        if marker == SCAN:
            end = _end_of_scan(content, end)
        if marker not in DROPPED:
            yield content[at:end]
        at = end


def _end_of_scan(content: bytes, at: int) -> int:
    """The next marker that is neither a stuffed byte nor a restart."""
    while True:
        at = content.index(b"\xff", at)
        follows = content[at + 1]
        if follows and not 0xD0 <= follows <= 0xD7:
            return at
        at += 2


def _chunks(content: bytes) -> Iterator[bytes]:
    at = len(PNG)
    while True:
        size, kind = struct.unpack_from(">I4s", content, at)
        if kind in KEPT_CHUNKS:
            yield content[at : at + 12 + size]
        at += 12 + size
        if kind == b"IEND":
            return

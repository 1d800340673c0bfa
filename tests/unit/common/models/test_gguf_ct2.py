"""A tiny random Qwen2 is written as GGUF, converted, run by CTranslate2, and compared with numpy."""

import ctranslate2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tokenizers import Tokenizer

from common.models.gguf_ct2 import convert, quantise_rows
from common.models.gguf_reader import BadGguf


def run(tokens, folder, ids):
    generator = ctranslate2.Generator(str(folder), device="cpu", compute_type="float32")
    out = generator.forward_batch([[tokens[n] for n in ids]], return_log_probs=False)
    return np.array(out)[0]


@pytest.mark.parametrize("tied", [False, True])
def test_the_converted_model_computes_what_qwen2_does(tmp_path, entry_of, tell, tiny_qwen, tied):
    tensors = tiny_qwen.weights()
    source = tiny_qwen.write_gguf(tmp_path / "tiny.gguf", tensors)
    entry = entry_of("tiny", {"model.bin": b""}, options={"tied_embeddings": tied})
    convert(source, tmp_path / "out", entry, tell)
    expected = tiny_qwen.unpacked(tensors)
    if tied:
        expected["token_embd.weight"] = expected["output.weight"]
    ids = [70, 3, 256, 91, 12]
    assert np.allclose(
        run(tiny_qwen.TOKENS, tmp_path / "out", ids), tiny_qwen.logits(expected, ids), rtol=1e-3, atol=1e-3
    )


def test_a_file_without_an_output_matrix_shares_the_embeddings(tmp_path, entry_of, tell, tiny_qwen):
    tensors = tiny_qwen.weights()
    source = tiny_qwen.write_gguf(tmp_path / "tiny.gguf", tensors, without=["output.weight"])
    convert(source, tmp_path / "out", entry_of("tiny", {"model.bin": b""}), tell)
    expected = tiny_qwen.unpacked(tensors) | {"output.weight": tensors["token_embd.weight"]}
    assert np.allclose(
        run(tiny_qwen.TOKENS, tmp_path / "out", [1, 2]),
        tiny_qwen.logits(expected, [1, 2]),
        rtol=1e-3,
        atol=1e-3,
    )


def test_sharing_the_matrix_makes_the_model_smaller(tmp_path, entry_of, tell, tiny_qwen):
    source = tiny_qwen.write_gguf(tmp_path / "tiny.gguf", tiny_qwen.weights())
    sizes = {}
    for tied in (False, True):
        entry = entry_of("tiny", {"model.bin": b""}, options={"tied_embeddings": tied})
        convert(source, tmp_path / str(tied), entry, tell)
        sizes[tied] = (tmp_path / str(tied) / "model.bin").stat().st_size
    assert sizes[False] - sizes[True] >= len(tiny_qwen.TOKENS) * tiny_qwen.HIDDEN


def test_converting_twice_gives_the_same_bytes(tmp_path, entry_of, tell, tiny_qwen):
    source = tiny_qwen.write_gguf(tmp_path / "tiny.gguf", tiny_qwen.weights())
    for folder in ("one", "two"):
        convert(source, tmp_path / folder, entry_of("tiny", {"model.bin": b""}), tell)
    written = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert written == ["config.json", "model.bin", "tokenizer.json", "vocabulary.json"]
    for name in written:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_it_generates_with_its_own_tokenizer(tmp_path, entry_of, tell, tiny_qwen):
    source = tiny_qwen.write_gguf(tmp_path / "tiny.gguf", tiny_qwen.weights())
    convert(source, tmp_path / "out", entry_of("tiny", {"model.bin": b""}), tell)
    tokenizer = Tokenizer.from_file(str(tmp_path / "out" / "tokenizer.json"))
    generator = ctranslate2.Generator(str(tmp_path / "out"), device="cpu", compute_type="int8")
    prompt = tokenizer.encode("市役所").tokens
    result = generator.generate_batch([prompt], max_length=5, include_prompt_in_result=False)[0]
    assert 0 < len(result.sequences_ids[0]) <= 5


def test_another_architecture_is_refused(tmp_path, entry_of, tell, tiny_qwen):
    source = tiny_qwen.write_gguf(tmp_path / "tiny.gguf", tiny_qwen.weights(), architecture="llama")
    with pytest.raises(BadGguf, match="llama"):
        convert(source, tmp_path / "out", entry_of("tiny", {"model.bin": b""}), tell)


def test_a_missing_tensor_is_named(tmp_path, entry_of, tell, tiny_qwen):
    source = tiny_qwen.write_gguf(
        tmp_path / "tiny.gguf", tiny_qwen.weights(), without=["blk.1.ffn_down.weight"]
    )
    with pytest.raises(BadGguf, match=r"blk\.1\.ffn_down\.weight"):
        convert(source, tmp_path / "out", entry_of("tiny", {"model.bin": b""}), tell)


@given(arrays(np.float32, (4, 16), elements=st.floats(-1000, 1000, width=32, allow_subnormal=False)))
def test_each_row_comes_back_from_int8_within_half_a_step(rows):
    values, scale = quantise_rows(rows.copy())
    step = 1 / scale.astype(np.float64)
    assert (np.abs(values / scale[:, None].astype(np.float64) - rows) <= step[:, None] * 0.501).all()

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from common.models.gguf_reader import BadGguf, Gguf
from common.models.gguf_tokenizer import eos_and_bos, tokenizer_json, vocabulary


@pytest.fixture(scope="module")
def opened(tmp_path_factory, tiny_qwen):
    path = tmp_path_factory.mktemp("gguf") / "tiny.gguf"
    return Gguf(tiny_qwen.write_gguf(path, tiny_qwen.weights()))


@pytest.fixture(scope="module")
def tokenizer(opened):
    return Tokenizer.from_str(tokenizer_json(opened))


def test_the_vocabulary_keeps_every_id_padding_included(opened, tiny_qwen):
    assert vocabulary(opened) == tiny_qwen.TOKENS


def test_the_end_marks_come_from_the_file(opened):
    assert eos_and_bos(opened) == ("<|im_end|>", "<|endoftext|>")


def test_merges_are_applied_and_special_tokens_stay_whole(tokenizer):
    assert tokenizer.encode("ab<|im_end|>").tokens == ["ab", "<|im_end|>"]


def test_padding_is_never_produced_from_text(tokenizer):
    assert len(tokenizer.encode("[PAD259]").ids) == len("[PAD259]")


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_composed_text_comes_back(tokenizer, text):
    composed = tokenizer.normalizer.normalize_str(text)
    if "<|" not in composed:
        assert tokenizer.decode(tokenizer.encode(text).ids) == composed


def test_another_tokenizer_is_refused(opened, monkeypatch):
    fact = opened.fact
    monkeypatch.setattr(
        opened, "fact", lambda key, default=None: "llama" if key.endswith(".pre") else fact(key)
    )
    with pytest.raises(BadGguf, match="Qwen2"):
        tokenizer_json(opened)

"""The byte-level BPE tokenizer that a GGUF file carries, written as a `tokenizer.json`."""

import json
from typing import Any

from common.models.gguf_reader import BadGguf, Gguf

NORMAL, CONTROL, USER_DEFINED, UNUSED = 1, 3, 4, 5
"""Token types of llama.cpp (`llama_token_type`)."""
QWEN2_SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)
"""Of Qwen2's published tokenizer.json."""


def vocabulary(gguf: Gguf) -> list[str]:
    """Every token in order of its id, padding included: as long as the embedding matrix."""
    return [str(token) for token in gguf.fact("tokenizer.ggml.tokens")]


def eos_and_bos(gguf: Gguf) -> tuple[str, str]:
    tokens = gguf.fact("tokenizer.ggml.tokens")
    eos = int(gguf.fact("tokenizer.ggml.eos_token_id"))
    bos = int(gguf.fact("tokenizer.ggml.bos_token_id", eos))
    return str(tokens[eos]), str(tokens[bos])


def tokenizer_json(gguf: Gguf) -> str:
    """A `tokenizers` 1.0 document: NFC, Qwen2's split, byte-level BPE, special tokens."""
    if (gguf.fact("tokenizer.ggml.model"), gguf.fact("tokenizer.ggml.pre")) != ("gpt2", "qwen2"):
        raise BadGguf("the tokenizer is not Qwen2's")
    tokens, types = vocabulary(gguf), list(gguf.fact("tokenizer.ggml.token_type"))
    if len(tokens) != len(types):
        raise BadGguf("tokens and their types differ in number")
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": False, "use_regex": False}
    split = {
        "type": "Split",
        "pattern": {"Regex": QWEN2_SPLIT},
        "behavior": "Isolated",
        "invert": False,
    }
    document = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": _added(tokens, types),
        "normalizer": {"type": "NFC"},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [split, byte_level]},
        "post_processor": byte_level,
        "decoder": byte_level,
        "model": _bpe(tokens, types, gguf.fact("tokenizer.ggml.merges")),
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _added(tokens: list[str], types: list[int]) -> list[dict[str, Any]]:
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
    return [
        {"id": number, "content": token, **flags, "special": kind == CONTROL}
        for number, (token, kind) in enumerate(zip(tokens, types, strict=True))
        if kind in (CONTROL, USER_DEFINED)
    ]


def _bpe(tokens: list[str], types: list[int], merges: list[str]) -> dict[str, Any]:
    ids = {token: n for n, (token, kind) in enumerate(zip(tokens, types, strict=True)) if kind == NORMAL}
    return {
        "type": "BPE",
        "dropout": None,
        "unk_token": None,
        "continuing_subword_prefix": "",
        "end_of_word_suffix": "",
        "fuse_unk": False,
        "byte_fallback": False,
        "ignore_merges": False,
        "vocab": ids,
        "merges": [merge.split(" ", 1) for merge in merges],
    }

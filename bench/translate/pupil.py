"""The default language model in torch, with what is learned in its upper layers: low-rank adapters.

Qwen2 as its paper and its published configuration have it (A. Yang et al., *Qwen2 Technical Report*, 2024,
arXiv:2407.10671): root-mean-square norms, rotary positions, queries that share keys and values, a gated network.
Several texts go through at once, one behind the other (a `Row`); each sees itself and the instruction before all.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from common.models.adapters import Adapter
from common.models.gguf_ct2 import PARTS
from common.models.gguf_reader import Gguf

FIRST = 14
"""The layers below stay as they are: nothing need be kept of them for the way back."""
RANK, SCALE = 8, 2.0
HALF = torch.bfloat16


@dataclass(frozen=True)
class Row:
    """Texts behind one instruction: shapes (L,), (L,), (L, L); then (A,), (A,) for the A tokens of answers."""

    ids: Tensor
    positions: Tensor
    seen: Tensor
    """Whether the token of a row of it sees that of a column."""
    before: Tensor
    """Where the token before each of the answers' tokens is."""
    wanted: Tensor


def packed(instruction: Sequence[int], asked: Sequence[tuple[Sequence[int], Sequence[int]]]) -> Row:
    """`asked` are questions and answers, as tokens; each is read as if it alone came after the instruction."""
    ids, positions = list(instruction), list(range(len(instruction)))
    owner = [0] * len(instruction)
    before: list[int] = []
    wanted: list[int] = []
    for number, (question, answer) in enumerate(asked, start=1):
        start, length = len(ids) + len(question), len(question) + len(answer)
        before += range(start - 1, start - 1 + len(answer))
        wanted += answer
        ids += [*question, *answer]
        positions += range(len(instruction), len(instruction) + length)
        owner += [number] * length
    whose = torch.tensor(owner)
    seen = ((whose[:, None] == whose) | (whose == 0)).tril()
    return Row(torch.tensor(ids), torch.tensor(positions), seen, torch.tensor(before), torch.tensor(wanted))


class _Product(torch.autograd.Function):
    """x @ W.T for a matrix that stays, which is kept both ways up: the quicker one for each direction."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, matrix: Tensor, turned: Tensor) -> Tensor:
        ctx.matrix = matrix
        return x @ turned

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, None, None]:
        return gradients[0] @ ctx.matrix, None, None


class Linear(nn.Module):
    """A matrix that stays and, where something is learned, its adapter."""

    def __init__(self, matrix: Tensor, bias: Tensor | None = None, *, learns: bool = False) -> None:
        super().__init__()
        self._matrix, self._turned, self._bias = matrix, matrix.t().contiguous(), bias
        rows, columns = matrix.shape
        if learns:
            self.down = nn.Parameter(torch.randn(RANK, columns) / math.sqrt(columns))
            self.up = nn.Parameter(torch.zeros(rows, RANK))
        self._learns = learns

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = _Product.apply(x, self._matrix, self._turned)  # type: ignore[no-untyped-call]
        if self._bias is not None:
            y = y + self._bias
        if self._learns:
            y = y + functional.linear(functional.linear(x, self.down.to(HALF)), self.up.to(HALF)) * SCALE
        return y

    def adapter(self) -> Adapter:
        return Adapter((self.up.detach() * SCALE).numpy(), self.down.detach().numpy())


class Layer(nn.Module):
    def __init__(self, gguf: Gguf, number: int, *, learns: bool) -> None:
        super().__init__()
        name = f"blk.{number}"
        self.heads = int(gguf.fact(".attention.head_count"))
        self.shared = int(gguf.fact(".attention.head_count_kv"))
        self.norms = [_vector(gguf, f"{name}.{part}.weight") for part in ("attn_norm", "ffn_norm")]
        self.epsilon = float(gguf.fact(".attention.layer_norm_rms_epsilon"))
        made: list[Linear] = []
        for parts in PARTS.values():
            matrix = torch.cat([_matrix(gguf, f"{name}.{part}.weight") for part in parts])
            biases = [f"{name}.{part}.bias" for part in parts]
            bias = torch.cat([_vector(gguf, each) for each in biases]) if biases[0] in gguf else None
            made.append(Linear(matrix, None if bias is None else bias.to(HALF), learns=learns))
        self.linears = nn.ModuleList(made)
        self.by_name = {
            f"decoder/layer_{number}/{place}": each for place, each in zip(PARTS, made, strict=True)
        }

    def forward(self, x: Tensor, turns: tuple[Tensor, Tensor], seen: Tensor) -> Tensor:
        read, attended, gate, up, down = self.linears
        parts = read(_even(x, self.norms[0], self.epsilon)).unflatten(-1, (self.heads + 2 * self.shared, -1))
        queries, keys, values = parts.transpose(0, 1).split([self.heads, self.shared, self.shared])
        # (1, heads, L, width) each
        found = functional.scaled_dot_product_attention(
            _turned(queries, turns)[None],
            _turned(keys, turns).repeat_interleave(self.heads // self.shared, 0)[None],
            values.repeat_interleave(self.heads // self.shared, 0)[None],
            attn_mask=seen,
        )
        x = x + attended(found[0].transpose(0, 1).flatten(1)).float()
        within = _even(x, self.norms[1], self.epsilon)
        made: Tensor = x + down(functional.silu(gate(within)) * up(within)).float()
        return made


class Pupil(nn.Module):
    """From the GGUF file of a Qwen2, whose matrices become bfloat16."""

    def __init__(self, file: Path, first: int = FIRST) -> None:
        """The layers from `first` on learn."""
        super().__init__()
        gguf = Gguf(file)
        count, heads = int(gguf.fact(".block_count")), int(gguf.fact(".attention.head_count"))
        layers = [Layer(gguf, number, learns=number >= first) for number in range(count)]
        self._still, self._learning = layers[:first], layers[first:]
        self.layers = nn.ModuleList(self._learning)
        self._embeddings = _matrix(gguf, "token_embd.weight")
        output = "output.weight" if "output.weight" in gguf else "token_embd.weight"
        self._projection = Linear(_matrix(gguf, output))
        self._norm, self._epsilon = _vector(gguf, "output_norm.weight"), layers[0].epsilon
        self._base = float(gguf.fact(".rope.freq_base"))
        self._width = len(self._norm) // heads

    def forward(self, row: Row) -> Tensor:
        """Shape (A, vocabulary): what it expects of each token of the answers."""
        x = self._embeddings[row.ids].float()
        turns = self._turns(row.positions)
        with torch.no_grad():
            for layer in self._still:
                x = layer(x, turns, row.seen)
        for layer in self._learning:
            x = layer(x, turns, row.seen)
        scores: Tensor = self._projection(_even(x[row.before], self._norm, self._epsilon))
        return scores.float()

    def adapters(self) -> Mapping[str, Adapter]:
        return {name: linear.adapter() for layer in self._learning for name, linear in layer.by_name.items()}

    def _turns(self, positions: Tensor) -> tuple[Tensor, Tensor]:
        angles = positions[:, None] / self._base ** (torch.arange(0, self._width, 2) / self._width)
        return angles.cos(), angles.sin()


def _even(x: Tensor, weight: Tensor, epsilon: float) -> Tensor:
    """Root-mean-square norm (B. Zhang, R. Sennrich, 2019, arXiv:1910.07467)."""
    return (x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + epsilon) * weight).to(HALF)


def _turned(x: Tensor, turns: tuple[Tensor, Tensor]) -> Tensor:
    """Rotary positions (J. Su et al., 2021, arXiv:2104.09864), the halves of a vector being the two axes."""
    cosine, sine = turns
    a, b = x.float().chunk(2, dim=-1)
    return torch.cat([a * cosine - b * sine, b * cosine + a * sine], dim=-1).to(HALF)


def _matrix(gguf: Gguf, name: str) -> Tensor:
    return torch.cat([torch.from_numpy(np.array(block)).to(HALF) for block in gguf.blocks(name)])


def _vector(gguf: Gguf, name: str) -> Tensor:
    return torch.from_numpy(np.array(gguf.vector(name)))

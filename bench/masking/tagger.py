"""The lower layers of the embedding model in torch, with what is learned on top: adapters and networks."""

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from bench.masking.lessons import CLASSES, Task
from common.models.adapters import Adapter
from services.masking.names.encoder import LAYERS, Floats
from services.masking.names.lower_layers import Cursor
from services.masking.names.network import Network
from services.masking.names.surroundings import WIDTH

HEADS, EPSILON = 12, 1e-12
FIRST = 4
"""The layers below stay as they are, so that they read every text once only."""
RANK, NETWORKS, HIDDEN = 8, 2, 64
DROPPED_IN_LAYERS, DROPPED_IN_NETWORKS = 0.1, 0.2
NUMBERS = {0: np.float32, 1: np.int8}


class Weights:
    """The matrices and vectors of a CTranslate2 model, as numbers."""

    def __init__(self, folder: Path) -> None:
        self._data = (folder / "model.bin").read_bytes()
        cursor = Cursor(self._data)
        cursor.pass_head()
        self._variables = {variable.name: variable for variable in cursor.variables()}

    def __getitem__(self, name: str) -> Tensor:
        weight = torch.from_numpy(self._read(name).astype(np.float32))
        return weight / self[f"{name}_scale"][:, None] if f"{name}_scale" in self._variables else weight

    def rows(self, name: str, numbers: Sequence[int]) -> Tensor:
        """Some rows of a matrix that is too big to be read whole."""
        weight = torch.from_numpy(self._read(name)[numbers].astype(np.float32))
        return weight / torch.from_numpy(self._read(f"{name}_scale")[numbers])[:, None]

    def _read(self, name: str) -> np.ndarray:
        found = self._variables[name]
        values = np.frombuffer(self._data, NUMBERS[found.type], math.prod(found.shape), found.values)
        return values.reshape(found.shape)


class Linear(nn.Module):
    """A matrix of the model that stays, and the adapter that is learned."""

    def __init__(self, weights: Weights, name: str) -> None:
        super().__init__()
        self.name = name
        self._weight, self._bias = weights[f"{name}/weight"], weights[f"{name}/bias"]
        rows, columns = self._weight.shape
        self.down = nn.Parameter(torch.randn(RANK, columns) / math.sqrt(columns))
        self.up = nn.Parameter(torch.zeros(rows, RANK))

    def forward(self, x: Tensor) -> Tensor:
        return functional.linear(x, self._weight + self.up @ self.down, self._bias)

    def adapter(self) -> Adapter:
        return Adapter(self.up.detach().numpy(), self.down.detach().numpy())


class Layer(nn.Module):
    """One layer as BERT has it: attention, then two products, each added to what came in and evened out."""

    def __init__(self, weights: Weights, number: int) -> None:
        super().__init__()
        name = f"encoder/layer_{number}"
        self.attention, self.attended = (Linear(weights, f"{name}/self_attention/linear_{n}") for n in (0, 1))
        self.wide, self.narrow = (Linear(weights, f"{name}/ffn/linear_{n}") for n in (0, 1))
        self._norms = [_norm(weights, f"{name}/{part}/layer_norm") for part in ("self_attention", "ffn")]

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        count, length, hidden = x.shape
        parts = self.attention(x).view(count, length, 3, HEADS, hidden // HEADS).permute(2, 0, 3, 1, 4)
        queries, keys, values = parts
        attended = functional.scaled_dot_product_attention(queries, keys, values, attn_mask=mask)
        x = self._added(x, self.attended(attended.transpose(1, 2).reshape(count, length, hidden)), 0)
        return self._added(x, self.narrow(functional.gelu(self.wide(x))), 1)

    def _added(self, x: Tensor, change: Tensor, norm: int) -> Tensor:
        changed = x + functional.dropout(change, DROPPED_IN_LAYERS, self.training)
        return functional.layer_norm(changed, changed.shape[-1:], *self._norms[norm], EPSILON)


class Tagger(nn.Module):
    """From what the layers below `FIRST` say of each piece, and what Sudachi says, to the classes."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._weights = Weights(folder)
        self._below = [Layer(self._weights, number).eval() for number in range(FIRST)]
        self.layers = nn.ModuleList(Layer(self._weights, number) for number in range(FIRST, LAYERS))
        hidden = self._weights["encoder/layernorm_embedding/gamma"].shape[0]
        self.networks = nn.ModuleList(_network(hidden + WIDTH) for _ in range(NETWORKS))
        self.mean, self.spread = torch.zeros(hidden + WIDTH), torch.ones(hidden + WIDTH)

    @torch.no_grad()
    def beginning(self, ids: Sequence[int]) -> Tensor:
        """Shape (pieces, hidden): what goes into the layer `FIRST`."""
        words = self._weights.rows("encoder/embeddings_0/weight", ids)
        places = self._weights["encoder/position_encodings/encodings"][: len(ids)]
        norm = _norm(self._weights, "encoder/layernorm_embedding")
        x = functional.layer_norm(words + places, words.shape[-1:], *norm, EPSILON)[None]
        for layer in self._below:
            x = layer(x, torch.ones(1, 1, 1, len(ids), dtype=torch.bool))
        return x[0]

    def features(self, batch: Sequence[tuple[Task, Tensor]]) -> Tensor:
        """A row for every piece of all tasks, each with its beginning."""
        begun = [beginning for _, beginning in batch]
        lengths = torch.tensor([len(each) for each in begun])
        mask = (torch.arange(int(lengths.max()))[None] < lengths[:, None])[:, None, None]
        x = nn.utils.rnn.pad_sequence(begun, batch_first=True)
        for layer in self.layers:
            x = layer(x, mask)
        states = torch.cat([x[row, 1 : len(task.ids) - 1] for row, (task, _) in enumerate(batch)])
        return torch.cat([states, torch.cat([torch.from_numpy(task.around) for task, _ in batch])], dim=1)

    def forward(self, batch: Sequence[tuple[Task, Tensor]]) -> list[Tensor]:
        """Of every network the scores of the classes, a row for every piece."""
        features = (self.features(batch) - self.mean) / self.spread
        return [network(features) for network in self.networks]

    def adapters(self) -> dict[str, Adapter]:
        return {each.name: each.adapter() for each in self.layers.modules() if isinstance(each, Linear)}

    def network(self) -> Network:
        """All networks, for features as they are."""
        linears = [[part for part in each.modules() if isinstance(part, nn.Linear)] for each in self.networks]
        first, second = (_stacked(part) for part in zip(*linears, strict=True))
        weight = first[0] / self.spread.numpy()[None, :, None]
        bias = first[1] - np.einsum("f,nfh->nh", self.mean.numpy(), weight)
        return Network(weight, bias, *second)


def _stacked(linears: Sequence[nn.Linear]) -> tuple[Floats, Floats]:
    weights = np.stack([each.weight.detach().numpy().T for each in linears])
    return np.ascontiguousarray(weights), np.stack([each.bias.detach().numpy() for each in linears])


def _norm(weights: Weights, name: str) -> tuple[Tensor, Tensor]:
    return weights[f"{name}/gamma"], weights[f"{name}/beta"]


def _network(width: int) -> nn.Module:
    first, second = nn.Linear(width, HIDDEN), nn.Linear(HIDDEN, CLASSES)
    dropped = (nn.Dropout(DROPPED_IN_NETWORKS) for _ in range(2))
    return nn.Sequential(next(dropped), first, nn.GELU("tanh"), next(dropped), second)

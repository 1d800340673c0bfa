"""Small changes to the matrices of a model, learned for a task: low-rank adaptation.

W' = W + up @ down, with `rank` rows in between (E. J. Hu et al., *LoRA: Low-Rank Adaptation of Large Language Models*,
2021, arXiv:2106.09685). They are added before the model is run, so that it takes no longer than without.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Adapter:
    """Shapes (rows, rank) and (rank, columns)."""

    up: Floats
    down: Floats

    def change(self, rows: slice = slice(None)) -> Floats:
        """What is added to these rows of the matrix. Single products and sums in order: the same on every machine."""
        up = self.up[rows]
        change = np.zeros((len(up), self.down.shape[1]), np.float32)
        for number, across in enumerate(self.down):
            change += np.multiply.outer(up[:, number], across)
        return change


def load_adapters(path: Path) -> dict[str, Adapter]:
    """By the name that CTranslate2 gives the matrix: encoder/layer_4/ffn/linear_0."""
    with np.load(path) as file:
        names = {name.rpartition(".")[0] for name in file.files}
        return {
            name: Adapter(file[f"{name}.up"].astype(np.float32), file[f"{name}.down"].astype(np.float32))
            for name in sorted(names)
        }


def save_adapters(adapters: Mapping[str, Adapter], path: Path) -> None:
    """In half precision."""
    parts = {
        f"{name}.{part}": value.astype(np.float16)
        for name, adapter in adapters.items()
        for part, value in vars(adapter).items()
    }
    np.savez_compressed(path, **parts)

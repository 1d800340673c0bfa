"""Small changes to the matrices of the model that let its lower layers see names: low-rank adaptation.

W' = W + up @ down, with `rank` rows in between (E. J. Hu et al., *LoRA: Low-Rank Adaptation of Large Language Models*,
2021, arXiv:2106.09685). They are added when the model is loaded, so that reading a text takes no longer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
FILE = Path(__file__).with_name("adapters.npz")
HIGHEST = 127
"""Of int8; CTranslate2 stores a row as whole numbers and what to divide them by."""


@dataclass(frozen=True)
class Adapter:
    """Shapes (rows, rank) and (rank, columns)."""

    up: Floats
    down: Floats


def load_adapters(path: Path = FILE) -> dict[str, Adapter]:
    """By the name of the matrix in the model: encoder/layer_4/ffn/linear_0."""
    with np.load(path) as file:
        names = {name.rpartition(".")[0] for name in file.files}
        return {
            name: Adapter(file[f"{name}.up"].astype(np.float32), file[f"{name}.down"].astype(np.float32))
            for name in sorted(names)
        }


def save_adapters(adapters: Mapping[str, Adapter], path: Path = FILE) -> None:
    """In half precision."""
    parts = {
        f"{name}.{part}": value.astype(np.float16)
        for name, adapter in adapters.items()
        for part, value in vars(adapter).items()
    }
    np.savez_compressed(path, **parts)


def adapted(
    weight: npt.NDArray[np.int8], scale: Floats, adapter: Adapter
) -> tuple[npt.NDArray[np.int8], Floats]:
    """The int8 matrix and its scales (a row is weight / scale) with the change in it."""
    changed = weight / scale[:, None] + adapter.up @ adapter.down
    scales = (HIGHEST / np.abs(changed).max(axis=1)).astype(np.float32)
    return np.rint(changed * scales[:, None]).astype(np.int8), scales

"""What the conversion needs of a GGUF file: its facts and its tensors, a few rows at a time."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
ROWS = 4096


class BadGguf(ValueError):
    """The file lacks a fact or a tensor that the conversion needs."""


class Gguf:
    """A memory-mapped GGUF file (ggml's format, version 3)."""

    def __init__(self, path: Path) -> None:
        from gguf import GGUFReader

        self._reader = GGUFReader(path)
        self._tensors = {tensor.name: tensor for tensor in self._reader.tensors}
        self.architecture = str(self.fact("general.architecture"))

    def fact(self, key: str, default: Any = None) -> Any:
        """A metadata value; keys that start with a dot belong to the architecture."""
        field = self._reader.get_field(f"{self.architecture}{key}" if key.startswith(".") else key)
        if field is not None:
            return field.contents()
        if default is None:
            raise BadGguf(f"no {key}")
        return default

    def __contains__(self, name: str) -> bool:
        return name in self._tensors

    def rows(self, name: str) -> int:
        return int(self._tensor(name).shape[-1])

    def vector(self, name: str) -> Floats:
        """A tensor kept whole: norms and biases."""
        return next(self.blocks(name, rows=self.rows(name))).reshape(-1)

    def blocks(self, name: str, rows: int = ROWS) -> Iterator[Floats]:
        """Dequantised rows of a matrix, `rows` of them at a time, so that memory stays small."""
        from gguf.quants import dequantize

        tensor = self._tensor(name)
        for start in range(0, len(tensor.data), rows):
            block = dequantize(tensor.data[start : start + rows], tensor.tensor_type)
            yield np.asarray(block, dtype=np.float32)

    def _tensor(self, name: str) -> Any:
        if name not in self._tensors:
            raise BadGguf(f"no tensor {name}")
        return self._tensors[name]

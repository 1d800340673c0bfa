"""A CTranslate2 encoder cut after some of its layers, with our changes to those that stay.

The format is that of CTranslate2's `ModelSpec.save`: version, name of the specification, revision, then the
variables (name, shape, type, bytes), then the aliases. How many layers there are, the reader tells by their names.
"""

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from common.models.adapters import Adapter

HIGHEST = 127
"""Of int8; CTranslate2 stores a row as whole numbers and what to divide them by."""
LAYER = re.compile(r"encoder/layer_([0-9]+)/")


@dataclass(frozen=True)
class Variable:
    """`data[start:end]` is the variable whole, `data[values:end]` its numbers alone."""

    name: str
    shape: tuple[int, ...]
    type: int
    """0 is float32, 1 is int8."""
    start: int
    values: int
    end: int


class Cursor:
    """Little-endian reads from `data`; struct.error or IndexError where it is cut short."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def number(self, form: str) -> int:
        value: int = struct.unpack_from(f"<{form}", self.data, self.at)[0]
        self.at += struct.calcsize(f"<{form}")
        return value

    def name(self) -> str:
        return self.skip(self.number("H")).rstrip(b"\0").decode()

    def skip(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]

    def pass_head(self) -> int:
        """Where it ends."""
        self.number("I")
        self.name()
        self.number("I")
        return self.at

    def variables(self) -> list[Variable]:
        return [self.variable() for _ in range(self.number("I"))]

    def variable(self) -> Variable:
        """Pass over one variable."""
        start, name = self.at, self.name()
        shape = tuple(self.number("I") for _ in range(self.number("B")))
        number_type, size = self.number("B"), self.number("I")
        self.at += size
        return Variable(name, shape, number_type, start, self.at - size, self.at)


def lower_layers(model: bytes, layers: int, adapters: Mapping[str, Adapter] | None = None) -> bytes:
    """The same `model.bin` with its first `layers` layers only; `adapters` are added to the int8 matrices so named.

    KeyError where there is no such matrix.
    """
    cursor = Cursor(model)
    head, variables = model[: cursor.pass_head()], cursor.variables()
    kept = [v for v in variables if not (layer := LAYER.match(v.name)) or int(layer[1]) < layers]
    changed = _changed(model, {v.name: v for v in kept}, adapters or {})
    aliases = model[cursor.at :]
    view = memoryview(model)
    written = (
        part for v in kept for part in (view[v.start : v.values], changed.get(v.name, view[v.values : v.end]))
    )
    return b"".join([head, struct.pack("<I", len(kept)), *written, aliases])


def _changed(
    model: bytes, variables: Mapping[str, Variable], adapters: Mapping[str, Adapter]
) -> dict[str, bytes]:
    """The new numbers of every variable that an adapter changes."""
    changed = {}
    for name, adapter in adapters.items():
        weight, scale = variables[f"{name}/weight"], variables[f"{name}/weight_scale"]
        whole = np.frombuffer(model[weight.values : weight.end], np.int8).reshape(weight.shape)
        scales = np.frombuffer(model[scale.values : scale.end], np.float32)
        new, new_scales = adapted(whole, scales, adapter)
        changed[weight.name], changed[scale.name] = new.tobytes(), new_scales.tobytes()
    return changed


def adapted(
    weight: npt.NDArray[np.int8], scale: npt.NDArray[np.float32], adapter: Adapter
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """The int8 matrix and its scales (a row is weight / scale) with the change in it."""
    changed = weight / scale[:, None] + adapter.up @ adapter.down
    scales = (HIGHEST / np.abs(changed).max(axis=1)).astype(np.float32)
    return np.rint(changed * scales[:, None]).astype(np.int8), scales

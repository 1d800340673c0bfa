"""Two layers on top of the features: which pieces belong to a person's name."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from services.masking.names.encoder import Floats

WEIGHTS = Path(__file__).with_name("weights.npz")
PERSON_CLASSES = slice(1, 3)
"""Begins a name, goes on with it; class 0 is no name at all, the others are other kinds of names."""


@dataclass(frozen=True)
class Network:
    """Several networks side by side, whose opinions are averaged: shapes (n, features, hidden), (n, hidden),
    (n, hidden, classes), (n, classes)."""

    first: Floats
    first_bias: Floats
    second: Floats
    second_bias: Floats

    @classmethod
    def shipped(cls, path: Path = WEIGHTS) -> "Network":
        with np.load(path) as file:
            return cls(
                *(file[name].astype(np.float32) for name in ("first", "first_bias", "second", "second_bias"))
            )

    def save(self, path: Path = WEIGHTS) -> None:
        """In half precision."""
        np.savez_compressed(path, **{name: value.astype(np.float16) for name, value in vars(self).items()})

    def persons(self, features: Floats) -> Floats:
        """For each row the probability that it belongs to a person's name."""
        if not len(features):
            return np.zeros(0, np.float32)
        # With more threads each product leaves the others waiting in a loop, for longer than it takes.
        with _blas().limit(limits=1):
            hidden = _gelu(features @ self.first + self.first_bias[:, None])
            scores = hidden @ self.second + self.second_bias[:, None]
        likely = np.exp(scores - scores.max(axis=-1, keepdims=True))
        likely /= likely.sum(axis=-1, keepdims=True)
        persons: Floats = likely[..., PERSON_CLASSES].sum(axis=-1).mean(axis=0)
        return persons


@cache
def _blas() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController().select(user_api="blas")


def _gelu(x: Floats) -> Floats:
    """In its tanh form (Hendrycks and Gimpel, 2016)."""
    y: Floats = 0.5 * x * (1 + np.tanh(np.float32(0.7978846) * (x + np.float32(0.044715) * x * x * x)))
    return y

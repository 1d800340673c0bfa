"""The decoded sound of a job: 16 kHz mono signed 16-bit little-endian samples in one file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

RATE = 16_000
SAMPLE_BYTES = 2
Samples = npt.NDArray[np.float32]
Mapped = np.memmap[Any, np.dtype[np.int16]]


@contextmanager
def mapped(path: Path) -> Iterator[Mapped]:
    """The samples of `path` without reading them: pages come from disk as they are used."""
    yield np.memmap(path, dtype="<i2", mode="r")


def as_floats(samples: npt.NDArray[np.int16]) -> Samples:
    """Samples from -1 to 1, as the models want them."""
    return samples.astype(np.float32) / np.float32(32768)

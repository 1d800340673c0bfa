"""The decoded sound of a job: 16 kHz mono signed 16-bit little-endian samples in one file."""

from pathlib import Path

import numpy as np
import numpy.typing as npt

RATE = 16_000
SAMPLE_BYTES = 2
Samples = npt.NDArray[np.float32]


def length(path: Path) -> int:
    """Samples in the file."""
    return path.stat().st_size // SAMPLE_BYTES


def read_samples(path: Path, start: int, count: int) -> Samples:
    """At most `count` samples from `start`, from -1 to 1, as the models want them.

    Reads just these, so that hours of sound cost no more memory than minutes.
    """
    raw = np.fromfile(path, dtype="<i2", offset=start * SAMPLE_BYTES, count=count)
    return raw.astype(np.float32) / np.float32(32768)

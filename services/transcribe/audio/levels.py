"""How loud each channel is through a recording: beside `sound.pcm`, in `sound.levels`.

Half-precision floats, row by row: the root mean square of each channel in each twentieth of a second.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from services.transcribe.audio.pcm import RATE, Samples

PER_SECOND = 20
FRAME = RATE // PER_SECOND
MOST_CHANNELS = 8
"""Of more channels the first are kept."""
STORED = np.dtype("<f2")

Levels = npt.NDArray[np.float32]


def levels_path(pcm: Path) -> Path:
    return pcm.with_suffix(".levels")


def measured(block: Samples) -> Levels:
    """[frames, channels] of a block [samples, channels]; a last frame that is not full counts as one."""
    whole = len(block) // FRAME * FRAME
    frames = block[:whole].reshape(-1, FRAME, block.shape[1])
    levels: Levels = np.sqrt(np.einsum("fsc,fsc->fc", frames, frames) / np.float32(FRAME))
    if whole == len(block):
        return levels
    rest = np.sqrt(np.mean(np.square(block[whole:]), axis=0, keepdims=True))
    return np.concatenate([levels, rest])


def stored(levels: Levels) -> bytes:
    """As the file holds them."""
    return levels[:, :MOST_CHANNELS].astype(STORED).tobytes()


def read_levels(path: Path, channels: int) -> Levels:
    """[frames, channels] at `PER_SECOND` frames a second, 0 to 1; `channels` as `Decoded` says."""
    return np.fromfile(path, dtype=STORED).reshape(-1, channels).astype(np.float32)

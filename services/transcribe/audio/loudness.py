"""How loud a whole recording is, and making a faint one loud enough to be heard as speech."""

from pathlib import Path

import numpy as np

from services.transcribe.audio.levels import Levels
from services.transcribe.audio.pcm import SAMPLE_BYTES

BLOCK_SAMPLES = 1 << 19
LOUD_FRAMES = 60
LOUD_SHARE = 0.05
"""The loudest three seconds count, or this share of a short recording: a door that slams does not."""
FAINT_DB = -40
TARGET_DB = -26
MOST_GAIN_DB = 40
SILENT_DB = -75
LOWEST_DB = -100


class Loudness:
    """A histogram of frame levels in decibels below full scale; grows with nothing."""

    def __init__(self) -> None:
        self._counts = np.zeros(1 - LOWEST_DB, dtype=np.int64)

    def add(self, levels: Levels) -> None:
        decibels = np.floor(20 * np.log10(np.maximum(levels, 1e-5)))
        bins = np.clip(decibels, LOWEST_DB, 0).astype(np.int64) - LOWEST_DB
        self._counts += np.bincount(bins.ravel(), minlength=len(self._counts))

    @property
    def loud(self) -> int:
        """The level in dBFS that only the loudest frames reach."""
        frames = int(self._counts.sum())
        wanted = max(1, min(LOUD_FRAMES, int(frames * LOUD_SHARE)))
        from_loudest = np.cumsum(self._counts[::-1])
        return -int(np.searchsorted(from_loudest, wanted)) if frames else LOWEST_DB

    @property
    def is_silent(self) -> bool:
        return self.loud < SILENT_DB

    @property
    def gain_db(self) -> int:
        """What brings a faint recording to the level of speech; 0 for any other.

        Silero's VAD hears nothing at 60 dB below full scale, and misses pauses at 45 below.
        """
        if self.is_silent or self.loud >= FAINT_DB:
            return 0
        return min(TARGET_DB - self.loud, MOST_GAIN_DB)


def amplify(pcm: Path, decibels: int) -> None:
    """Make a PCM file louder in place, a block at a time; single peaks are clipped."""
    factor = 10 ** (decibels / 20)
    with pcm.open("r+b") as file:
        while content := file.read(BLOCK_SAMPLES * SAMPLE_BYTES):
            louder = np.rint(np.frombuffer(content, dtype="<i2") * factor)
            file.seek(-len(content), 1)
            file.write(np.clip(louder, -32768, 32767).astype("<i2").tobytes())

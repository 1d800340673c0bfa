"""Where decoded sound goes: one channel of PCM, the levels of all channels, the loudness of the whole."""

from typing import BinaryIO

import numpy as np

from common.errors import TooLarge
from services.transcribe.audio.levels import FRAME, measured, stored
from services.transcribe.audio.loudness import Loudness
from services.transcribe.audio.mixing import Mixer
from services.transcribe.audio.pcm import RATE, Samples


class Sink:
    """Takes blocks [samples, channels] at 16 kHz; holds less than a frame of them at a time."""

    def __init__(self, pcm: BinaryIO, levels: BinaryIO, max_seconds: int) -> None:
        self._pcm = pcm
        self._levels = levels
        self._limit = max_seconds * RATE
        self._rest: Samples = np.zeros((0, 0), dtype=np.float32)
        self._mixer: Mixer | None = None
        self.samples = 0
        """Taken so far, of each channel."""
        self.channels = 0
        """Of the first block; later blocks are fitted to it."""
        self.loudness = Loudness()

    def open(self, channels: int) -> None:
        """Only the first call counts."""
        if not self.channels:
            self.channels = channels
            self._rest = np.zeros((0, channels), dtype=np.float32)
            self._mixer = Mixer(channels) if channels > 1 else None

    def write(self, block: Samples) -> None:
        """Raises TooLarge past the limit."""
        self.open(block.shape[1])
        self._check_length(len(block))
        self.samples += len(block)
        whole = np.concatenate([self._rest, _sane(_fitted(block, self.channels))])
        ready = len(whole) // FRAME * FRAME
        self._rest = whole[ready:]
        self._put(whole[:ready])

    def silence(self, samples: int) -> None:
        self._check_length(samples)
        while samples > 0:
            self.write(np.zeros((min(samples, RATE), self.channels), dtype=np.float32))
            samples -= RATE

    def finish(self) -> None:
        self._put(self._rest)
        self._rest = self._rest[:0]

    def _put(self, block: Samples) -> None:
        if len(block) == 0:
            return
        levels = measured(block)
        mono = block[:, 0] if self._mixer is None else self._mixer.mix(block, levels)
        self._levels.write(stored(levels))
        self._pcm.write(np.clip(np.rint(mono * 32768), -32768, 32767).astype("<i2").tobytes())
        self.loudness.add(measured(mono[:, None]))

    def _check_length(self, more: int) -> None:
        if self.samples + more > self._limit:
            hours = self._limit / RATE / 3600
            raise TooLarge(f"録音が{hours:.0f}時間を超えています。分割して送ってください。")


def _fitted(block: Samples, channels: int) -> Samples:
    """`block` with so many channels: the last one is repeated, or is the mean of all that are over."""
    given = block.shape[1]
    if given == channels:
        return block
    if given < channels:
        return np.pad(block, ((0, 0), (0, channels - given)), mode="edge")
    over = block[:, channels - 1 :].mean(axis=1, keepdims=True)
    return np.concatenate([block[:, : channels - 1], over], axis=1)


def _sane(block: Samples) -> Samples:
    """Float recordings can hold anything, even what is no number."""
    return np.clip(np.nan_to_num(block, nan=0.0, posinf=1.0, neginf=-1.0), -4.0, 4.0)

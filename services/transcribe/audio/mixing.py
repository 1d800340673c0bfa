"""Many channels to one, so that no voice is lost: not by the mean, but by who is speaking.

Each channel's share of the mix is its share of the speech power (Dugan's gain sharing automatic mixer,
JAES 23, 1975), counted above the channel's own noise floor: a dead channel does not halve the speech, seven
open microphones do not bury the eighth, and hum on an unused input does not win. In pauses all share
alike, so that no first syllable is cut. The same sound in all channels comes out unchanged.

A channel whose polarity is reversed would cancel its twin; correlation tells, and it is turned.
"""

import numpy as np
import numpy.typing as npt

from services.transcribe.audio.levels import FRAME, Levels
from services.transcribe.audio.pcm import Samples

FLOOR_RISE = 1.01
"""A frame: 1.7 dB a second, so that speech does not become its own floor before its next pause."""
ABOVE_FLOOR = 2.0
RELEASE = 0.85
FAINT = 1e-4
"""-80 dBFS: below this no channel has a claim."""
MEMORY = 0.8
"""Of correlation, a second."""
REVERSED, UPRIGHT = -0.5, 0.2

Vector = npt.NDArray[np.float64]


class Mixer:
    """Mixes a recording block by block; what it knows of the channels goes from one to the next."""

    def __init__(self, channels: int) -> None:
        self._floor: Vector | None = None
        self._activity = np.zeros(channels)
        self._gains = np.full(channels, 1 / channels)
        self._covariance = np.zeros((channels, channels))
        self._signs = np.ones(channels)

    def mix(self, block: Samples, levels: Levels) -> Samples:
        """One channel of `block` [samples, channels], whose `levels` [frames, channels] were measured."""
        self._turn(block)
        shares = np.array([self._share(level) for level in levels.astype(np.float64)])
        return _faded(block, np.concatenate([self._gains[None], self._remember(shares * self._signs)]))

    def _remember(self, gains: Vector) -> Vector:
        self._gains = gains[-1]
        return gains

    def _share(self, level: Vector) -> Vector:
        floor = level if self._floor is None else np.minimum(level, self._floor * FLOOR_RISE + 1e-9)
        self._floor = floor
        self._activity = np.maximum(np.maximum(level - ABOVE_FLOOR * floor, 0), RELEASE * self._activity)
        power = np.square(self._activity + FAINT)
        return np.asarray(power / power.sum())

    def _turn(self, block: Samples) -> None:
        """Flip the channels that run against the loudest one."""
        self._covariance = MEMORY * self._covariance + block.T @ block
        power = np.diag(self._covariance)
        loudest = int(power.argmax())
        scale = np.sqrt(power * power[loudest]) + 1e-12
        correlation = self._covariance[loudest] / scale
        against = np.where(self._signs == self._signs[loudest], REVERSED, UPRIGHT)
        self._signs = np.where(correlation < against, -1.0, 1.0) * self._signs[loudest]


def _faded(block: Samples, gains: Vector) -> Samples:
    """The sum of the channels; over each frame the gain goes from the one before to its own."""
    ramp = (np.arange(1, FRAME + 1, dtype=np.float32) / FRAME)[None, :, None]
    before, after = gains[:-1, None].astype(np.float32), gains[1:, None].astype(np.float32)
    curve = (before + (after - before) * ramp).reshape(-1, block.shape[1])[: len(block)]
    return np.asarray(np.einsum("sc,sc->s", block, curve), dtype=np.float32)

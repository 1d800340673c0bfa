"""Who spoke when, by microphone: in some recordings each channel is one person's own."""

import numpy as np
import numpy.typing as npt

from services.transcribe.audio.levels import PER_SECOND, Levels
from services.transcribe.speakers.turns import Turn, in_order

QUIETEST_DB = -60.0
"""Below, a channel is silent whatever its own noise."""
ABOVE_NOISE_DB = 10.0
NOISE_PERCENTILE = 15
DOMINANT_DB = 6.0
"""How much louder than on all others a voice is on its own microphone, at least."""
SAME_SOUND_DB = 2.5
"""Two channels whose difference varies by less carry the same sound."""
DOMINATED_SHARE = 0.7
"""Of the frames with sound that one channel must dominate before channels are taken for persons."""
HEARD_SECONDS = 1.0
"""A channel that dominates for less is nobody's."""
BRIDGED = PER_SECOND * 3 // 5
SHORTEST = PER_SECOND // 4

Mask = npt.NDArray[np.bool_]


def by_channel(levels: Levels, *, told: bool = False) -> list[Turn] | None:
    """Turns, one voice a channel; None when the channels do not keep persons apart.

    `levels` [frames, channels] are root mean squares from 0 to 1, 20 frames a second. A stereo copy, one
    room heard by two microphones and a dead channel yield None. `told` says that somebody knows that each
    channel is a person: only channels that carry the same sound are then left out.
    """
    decibels = 20 * np.log10(np.maximum(levels.astype(np.float64), 1e-5))
    sounding = _sounding(decibels)
    own = _different(decibels, sounding)
    if len(own) < 2:
        return None
    decibels, sounding = decibels[:, own], sounding[:, own]
    ordered = np.sort(decibels, axis=1)
    dominated = sounding.any(axis=1) & (ordered[:, -1] - ordered[:, -2] >= DOMINANT_DB)
    loudest = np.bincount(decibels.argmax(axis=1)[dominated], minlength=len(own))
    apart = dominated.sum() >= DOMINATED_SHARE * max(1, sounding.any(axis=1).sum())
    if not told and not (apart and (loudest >= HEARD_SECONDS * PER_SECOND).sum() >= 2):
        return None
    speaking = sounding & (decibels >= decibels.max(axis=1, keepdims=True) - DOMINANT_DB)
    return in_order([turn for n in range(len(own)) for turn in _turns(speaking[:, n], n)])


def _sounding(decibels: npt.NDArray[np.float64]) -> Mask:
    """Where each channel is louder than its own noise."""
    noise = np.percentile(decibels, NOISE_PERCENTILE, axis=0) if len(decibels) else QUIETEST_DB
    return np.asarray(decibels > np.maximum(noise + ABOVE_NOISE_DB, QUIETEST_DB))


def _different(decibels: npt.NDArray[np.float64], sounding: Mask) -> list[int]:
    """The channels that carry a sound of their own, the loudest of those that carry the same."""
    kept: list[int] = []
    loudness = np.where(sounding, decibels, QUIETEST_DB).mean(axis=0) if len(decibels) else []
    for channel in np.argsort(-np.asarray(loudness), kind="stable").tolist():
        both = sounding[:, channel]
        if both.any() and not any(
            _same(decibels[both | sounding[:, other]][:, [channel, other]]) for other in kept
        ):
            kept.append(channel)
    return sorted(kept)


def _same(pair: npt.NDArray[np.float64]) -> bool:
    low, high = np.percentile(pair[:, 0] - pair[:, 1], [10, 90])
    return bool(high - low < 2 * SAME_SOUND_DB)


def _turns(speaking: Mask, voice: int) -> list[Turn]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], speaking.astype(np.int8), [0]])))
    runs: list[tuple[int, int]] = []
    for begin, end in edges.reshape(-1, 2).tolist():
        if runs and begin - runs[-1][1] <= BRIDGED:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((begin, end))
    return [
        Turn(start=begin / PER_SECOND, end=end / PER_SECOND, speaker=voice)
        for begin, end in runs
        if end - begin >= SHORTEST
    ]

"""Pauses between words by loudness: shorter than those that the segmentation notices."""

import numpy as np
import numpy.typing as npt

from services.transcribe.audio.pcm import RATE, Samples

PER_SECOND = 100
FRAME = RATE // PER_SECOND
BELOW_SPEECH_DB = 28.0
ABOVE_NOISE_DB = 5.0
"""Quiet is what lies so far below the speech around it, or so little above the noise around it."""
CONTRAST_DB = 6.0
"""Nothing counts as quiet where speech rises above that by less."""
SPEECH_PERCENTILE, SPEECH_FRAMES = 85, 150
NOISE_PERCENTILE, NOISE_FRAMES = 5, 500
"""Levels are taken over so many frames to either side."""
STEP = 75
SHORTEST = 8
MARGIN = 4
"""Frames of a pause left to the words beside it: they fade in and out."""

Decibels = npt.NDArray[np.float64]


def quiet(audio: Samples) -> npt.NDArray[np.bool_]:
    """Whether each hundredth of a second lies in a pause."""
    frames = audio[: len(audio) // FRAME * FRAME].reshape(-1, FRAME)
    loudness = np.sqrt(np.einsum("fs,fs->f", frames, frames) / FRAME)
    if not len(loudness):
        return np.zeros(0, np.bool_)
    decibels = 20 * np.log10(np.convolve(loudness, np.full(3, 1 / 3), "same") + 1e-5)
    speech = _around(decibels, SPEECH_PERCENTILE, SPEECH_FRAMES)
    noise = _around(decibels, NOISE_PERCENTILE, NOISE_FRAMES)
    limit = np.maximum(speech - BELOW_SPEECH_DB, noise + ABOVE_NOISE_DB)
    return _long((decibels < limit) & (limit < speech - CONTRAST_DB))


def _around(decibels: Decibels, percentile: float, reach: int) -> Decibels:
    padded = np.pad(decibels, reach, mode="edge")
    starts = range(0, len(decibels), STEP)
    values = [np.percentile(padded[n : n + 2 * reach + 1], percentile) for n in starts]
    return np.repeat(values, STEP)[: len(decibels)]


def _long(low: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Only the pauses that last, less their margins."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], low.astype(np.int8), [0]])))
    kept = np.zeros(len(low), np.bool_)
    for begin, end in edges.reshape(-1, 2).tolist():
        if end - begin >= SHORTEST:
            kept[begin + MARGIN : end - MARGIN] = True
    return kept

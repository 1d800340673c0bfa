"""Mel filter banks as Kaldi makes them, which is what voice embeddings are trained on.

The source is Kaldi's feature-fbank.cc with its defaults (25 ms frames every 10 ms, pre-emphasis 0.97, Povey
window, power spectrum, natural logarithm), 80 bins and no dither.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from services.transcribe.audio.pcm import RATE, Samples

BINS = 80
FRAME = 400
HOP = 160
FRAMES_PER_SECOND = RATE // HOP
FFT = 512
LOWEST_HZ, HIGHEST_HZ = 20.0, RATE / 2
PRE_EMPHASIS = 0.97
FLOOR = float(np.finfo(np.float32).eps)
BATCH = 6_000
"""Frames done at once: a minute."""

Features = npt.NDArray[np.float32]


def fbank(audio: Samples) -> Features:
    """Log mel energies [frames, 80] of 16 kHz samples (-1 to 1); frame n begins at n * 10 ms."""
    count = max(0, 1 + (len(audio) - FRAME) // HOP)
    features = np.empty((count, BINS), np.float32)
    for first in range(0, count, BATCH):
        last = min(count, first + BATCH)
        features[first:last] = _energies(audio[first * HOP : (last - 1) * HOP + FRAME])
    return features


def _energies(audio: Samples) -> Features:
    frames = np.lib.stride_tricks.sliding_window_view(audio, FRAME)[::HOP].astype(np.float32)
    frames -= frames.mean(axis=1, keepdims=True)
    before = np.concatenate([frames[:, :1], frames[:, :-1]], axis=1)
    frames -= np.float32(PRE_EMPHASIS) * before
    power = np.square(np.abs(np.fft.rfft(frames * _window(), n=FFT, axis=1)))
    mel = power[:, : FFT // 2].astype(np.float32) @ _mel_weights()
    logs: Features = np.log(np.maximum(mel, FLOOR), dtype=np.float32)
    return logs


@lru_cache
def _window() -> Features:
    """Povey's: a Hann window to the power of 0.85, so that it does not reach zero so steeply."""
    return np.hanning(FRAME).astype(np.float32) ** np.float32(0.85)


@lru_cache
def _mel_weights() -> Features:
    """[FFT bins, mel bins]: triangles evenly spread over the mel scale."""
    edges = np.linspace(_mel(LOWEST_HZ), _mel(HIGHEST_HZ), BINS + 2)
    left, centre, right = edges[:-2], edges[1:-1], edges[2:]
    here = _mel(np.arange(FFT // 2) * RATE / FFT)[:, None]
    rising, falling = (here - left) / (centre - left), (right - here) / (right - centre)
    return np.maximum(0, np.minimum(rising, falling)).astype(np.float32)


def _mel(hertz: npt.NDArray[np.float64] | float) -> npt.NDArray[np.float64]:
    return np.asarray(1127.0 * np.log1p(np.asarray(hertz) / 700.0))

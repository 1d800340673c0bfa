"""Recordings made by FFmpeg's encoders, whose sound says what time it is."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

BEEP_SECONDS = 0.2
BEEP_AT = 0.4
"""A beep begins so long after each full second."""


def beeps(seconds: float, rate: int, *, hertz: float = 1000) -> np.ndarray:
    """A short tone in every second; a little hiss besides, for codecs that store nothing of silence."""
    times = np.arange(int(seconds * rate)) / rate
    is_on = (times % 1 >= BEEP_AT) & (times % 1 < BEEP_AT + BEEP_SECONDS)
    hiss = np.random.default_rng(0).normal(0, 0.001, len(times))
    return np.where(is_on, 0.5 * np.sin(2 * np.pi * hertz * times), 0) + hiss


def beep_times(sound: np.ndarray, rate: int = 16_000) -> np.ndarray:
    """When the beeps in `sound` begin, in seconds."""
    frame = rate // 200
    loud = np.sqrt(np.square(sound[: len(sound) // frame * frame]).reshape(-1, frame).mean(axis=1))
    on = loud > loud.max() / 2
    return np.flatnonzero(on & ~np.concatenate([[False], on[:-1]])) * frame / rate


def record(
    path: Path,
    codec: str,
    rate: int,
    sound: np.ndarray,
    *,
    layout: str = "mono",
    begin: float = 0.0,
    container: str | None = None,
    options: dict[str, str] | None = None,
    container_options: dict[str, str] | None = None,
) -> Path:
    """`sound` ([samples] for all channels alike, or [samples, channels]) in a file whose stamps begin so."""
    with av.open(str(path), "w", format=container, options=container_options or {}) as made:
        stream = made.add_stream(codec, rate=rate, layout=layout, options=options or {})
        for frame in frames(rate, sound, layout, begin):
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
    return path


def frames(rate: int, sound: np.ndarray, layout: str, begin: float = 0.0) -> Iterable[av.AudioFrame]:
    """Tenths of a second; the encoder's context changes their sample format and size to its own."""
    channels = av.AudioLayout(layout).nb_channels
    wide = np.repeat(sound[:, None], channels, axis=1) if sound.ndim == 1 else sound
    for at in range(0, len(wide), rate // 10):
        block = np.ascontiguousarray(wide[at : at + rate // 10], dtype=np.float32)
        frame = av.AudioFrame.from_ndarray(block.reshape(1, -1), format="flt", layout=layout)
        frame.sample_rate, frame.pts, frame.time_base = rate, int(begin * rate) + at, Fraction(1, rate)
        yield frame

"""Stretches: pieces of speech that one voice speaks without a pause, found by the segmentation."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from services.transcribe.audio.pcm import RATE, Samples
from services.transcribe.speakers.segmentation import FRAME_MIDDLE, FRAME_STEP, POWERSET, WINDOW, Activity

HOP = WINDOW // 2
"""Each moment is seen by two windows; the one in whose middle it lies decides."""
SEAM_FRAMES = int(1.5 / FRAME_STEP)
"""How far from the middle between two windows the seam may move to fall into a pause."""
PAUSE_SECONDS = 0.12
"""A shorter silence does not end a stretch."""
SHORTEST_SECONDS = 0.1
LONGEST_SECONDS = 3.0
"""A longer stretch is cut into equal parts, so that a change nobody noticed spoils only one of them."""
SILENCE = 0

Frames = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Stretch:
    """Seconds from the start of the sound that was segmented."""

    start: float
    end: float
    window: int
    local: int
    """Which of the window's voices: within a window the same number means the same voice, as far as heard."""
    alone: float
    """Seconds in which no other voice is heard."""


def windows(audio: Samples) -> Samples:
    """[n, 160000]: ten seconds every five, the last filled up with silence."""
    count = max(1, -(-(len(audio) - WINDOW) // HOP) + 1)
    padded = np.zeros((count - 1) * HOP + WINDOW, np.float32)
    padded[: len(audio)] = audio
    return np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP]


def stretches(probabilities: Activity, seconds: float) -> list[Stretch]:
    """The stretches of a sound of so many seconds whose windows' classes have these probabilities, by start."""
    classes = probabilities.argmax(axis=-1)
    seams = _seams(probabilities[..., SILENCE])
    found = [
        stretch
        for number, active in enumerate(POWERSET[classes] > 0)
        for local in range(active.shape[1])
        for stretch in _of_voice(active, number, local, seams[number], seconds)
    ]
    return sorted(found, key=lambda stretch: (stretch.start, stretch.end, stretch.local))


def _seams(silence: Activity) -> list[tuple[int, int]]:
    """Of each window, the first frame that it decides on and the first that it leaves to the next."""
    count, frames = silence.shape
    shift = HOP / RATE / FRAME_STEP
    bounds = []
    first = 0
    for number in range(count):
        if number + 1 == count:
            bounds.append((first, frames))
            break
        middle = (frames + round(shift)) // 2
        near = silence[number, middle - SEAM_FRAMES : middle + SEAM_FRAMES]
        best = np.flatnonzero(near >= near.max() - 0.05)
        last = middle - SEAM_FRAMES + int(best[np.abs(best - SEAM_FRAMES).argmin()])
        bounds.append((first, last))
        first = last - round(shift)
    return bounds


def _of_voice(
    active: npt.NDArray[np.bool_], window: int, local: int, bounds: tuple[int, int], seconds: float
) -> Iterator[Stretch]:
    alone = active[:, local] & (active.sum(axis=1) == 1)
    for begin, end in _runs(active[:, local], *bounds):
        pieces = max(1, round((end - begin) * FRAME_STEP / LONGEST_SECONDS + 0.49))
        edges = np.linspace(begin, end, pieces + 1).round().astype(int).tolist()
        for left, right in itertools.pairwise(edges):
            start, stop = _time(window, left), min(_time(window, right), seconds)
            if stop - start >= SHORTEST_SECONDS:
                yield Stretch(start, stop, window, local, float(alone[left:right].sum()) * FRAME_STEP)


def _runs(active: npt.NDArray[np.bool_], first: int, last: int) -> list[tuple[int, int]]:
    """Frames in which a voice is active, from `first` to `last`; short pauses are bridged."""
    inside = np.zeros(len(active) + 2, np.int8)
    inside[first + 1 : last + 1] = active[first:last]
    edges = np.flatnonzero(np.diff(inside)).reshape(-1, 2).tolist()
    runs: list[tuple[int, int]] = []
    for begin, end in edges:
        if runs and (begin - runs[-1][1]) * FRAME_STEP < PAUSE_SECONDS:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((begin, end))
    return runs


def _time(window: int, frame: int) -> float:
    """The edge before a frame, in seconds."""
    edge = window * HOP / RATE + (frame - 0.5) * FRAME_STEP + FRAME_MIDDLE
    return max(0.0, float(edge)) if frame else window * HOP / RATE

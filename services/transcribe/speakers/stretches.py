"""Stretches: pieces of speech, at most a good half second long, that one voice speaks without a pause."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from services.transcribe.audio.pcm import RATE, Samples
from services.transcribe.speakers.pauses import PER_SECOND
from services.transcribe.speakers.segmentation import FRAME_MIDDLE, FRAME_STEP, POWERSET, WINDOW, Activity

HOP = WINDOW // 2
"""Each moment is seen by two windows; the one in whose middle it lies decides."""
SEAM_FRAMES = int(1.5 / FRAME_STEP)
"""How far from the middle between two windows the seam may move to fall into a pause."""
BRIDGED_SECONDS = 0.12
"""A shorter silence of one of a window's voices is none."""
SHORTEST_SECONDS = 0.12
CELL_SECONDS = 0.6
SILENCE = 0

Mask = npt.NDArray[np.bool_]
Span = tuple[int, int]


class Stretch(NamedTuple):
    """Of `Voices`. Seconds from the start of the sound."""

    start: float
    end: float
    local: int
    """Within ten seconds the same number means the same voice, as far as the segmentation can tell."""
    run: int
    """The same for all stretches in which the segmentation hears one voice without a pause."""
    part: int
    """The same for those of them between which there is not even a short pause."""
    alone: float
    """The share of it in which no other voice is heard."""


class Found(NamedTuple):
    stretch: Stretch
    start: float
    end: float
    """The whole part's borders: what the voice may be judged by."""


def windows(audio: Samples) -> Samples:
    """[n, 160000]: ten seconds every five, the last filled up with silence."""
    count = max(1, -(-(len(audio) - WINDOW) // HOP) + 1)
    padded = np.zeros((count - 1) * HOP + WINDOW, np.float32)
    padded[: len(audio)] = audio
    return np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP]


def stretches(probabilities: Activity, pauses: Mask) -> list[Found]:
    """The stretches by start.

    `probabilities` are those of the windows' classes, `pauses` says of each hundredth of a second whether
    it is quiet; the sound is as long as these.
    """
    active = POWERSET[probabilities.argmax(axis=-1)] > 0
    found: list[Found] = []
    runs = parts = 0
    for window, bounds in enumerate(_seams(probabilities[..., SILENCE])):
        for local in range(active.shape[2]):
            alone = active[window, :, local] & (active[window].sum(axis=1) == 1)
            for run in _runs(active[window, :, local], *bounds):
                runs += 1
                for part in _parts(window, run, pauses):
                    parts += 1
                    number = window * active.shape[2] + local
                    found += _cells(part, window, alone, (number, runs, parts))
    return sorted(found, key=lambda each: each.stretch)


def _seams(silence: Activity) -> list[Span]:
    """Of each window, the first frame that it decides on and the first that it leaves to the next."""
    count, frames = silence.shape
    shift = round(HOP / RATE / FRAME_STEP)
    middle = (frames + shift) // 2
    bounds, first = [], 0
    for number in range(count - 1):
        near = silence[number, middle - SEAM_FRAMES : middle + SEAM_FRAMES]
        best = np.flatnonzero(near >= near.max() - 0.05)
        last = middle - SEAM_FRAMES + int(best[np.abs(best - SEAM_FRAMES).argmin()])
        bounds.append((first, last))
        first = last - shift
    return [*bounds, (first, frames)]


def spans(mask: Mask) -> list[Span]:
    """From and to of each stretch of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(np.int8), [0]])))
    return [(begin, end) for begin, end in edges.reshape(-1, 2).tolist()]


def _runs(active: Mask, first: int, last: int) -> list[Span]:
    """Frames in which a voice is active, from `first` to `last`; short silences are bridged."""
    runs: list[Span] = []
    for begin, end in spans(active[first:last]):
        if runs and (first + begin - runs[-1][1]) * FRAME_STEP < BRIDGED_SECONDS:
            runs[-1] = (runs[-1][0], first + end)
        else:
            runs.append((first + begin, first + end))
    return runs


def _parts(window: int, run: Span, pauses: Mask) -> Iterator[Span]:
    """A run of frames cut at its pauses, in hundredths of a second of the whole sound."""
    start = window * HOP / RATE
    first, last = (round((start + _edge(frame)) * PER_SECOND) for frame in run)
    for begin, end in spans(~pauses[first:last]):
        if end - begin >= SHORTEST_SECONDS * PER_SECOND:
            yield first + begin, first + end


def _cells(part: Span, window: int, alone: Mask, numbers: tuple[int, int, int]) -> Iterator[Found]:
    start, end = part[0] / PER_SECOND, part[1] / PER_SECOND
    pieces = max(1, int(np.ceil((end - start) / CELL_SECONDS - 0.25)))
    edges = np.linspace(start, end, pieces + 1).round(3).tolist()
    for left, right in pairwise(edges):
        first = max(0, _frame(left - window * HOP / RATE))
        share = float(alone[first : _frame(right - window * HOP / RATE) + 1].mean())
        yield Found(Stretch(left, right, *numbers, round(share, 2)), start, end)


def _edge(frame: int) -> float:
    """The seconds at which a frame of a window begins; the first one takes in what lies before it."""
    return (frame - 0.5) * FRAME_STEP + FRAME_MIDDLE if frame else 0.0


def _frame(seconds: float) -> int:
    return int((seconds - FRAME_MIDDLE) / FRAME_STEP)

"""Which voice says each stretch, in the light of what stands before and after it (Viterbi's algorithm)."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from services.transcribe.speakers.stretches import Stretch

LIKENESS = 10.0
"""What a second of likeness to a voice (a cosine) counts for, against these costs of a change of voice:"""
WITHIN_PART, WITHIN_RUN, ELSEWHERE = 3.0, 0.8, 0.3
SAME_AT_ONCE = 3.0
"""The cost of one voice in two stretches that the segmentation hears at the same time."""
AT_ONCE_SECONDS = 0.05


def followed(stretches: Sequence[Stretch], likeness: npt.NDArray[np.floating]) -> list[int]:
    """The voice of each stretch (ordered by start); `likeness` is [stretches, voices]."""
    if not stretches:
        return []
    seconds = np.array([min(1.0, s.end - s.start) for s in stretches])
    gains = LIKENESS * seconds[:, None] * likeness
    same = np.eye(likeness.shape[1], dtype=np.bool_)
    best, origins = gains[0], []
    for (before, stretch), gain in zip(pairwise(stretches), gains[1:], strict=True):
        change, stay = _costs(before, stretch)
        reached = best[:, None] - np.where(same, stay, change)
        origins.append(reached.argmax(axis=0))
        best = reached.max(axis=0) + gain
    path = [int(best.argmax())]
    for origin in reversed(origins):
        path.append(int(origin[path[-1]]))
    return path[::-1]


def _costs(before: Stretch, stretch: Stretch) -> tuple[float, float]:
    """Of a change of voice, and of none."""
    at_once = min(before.end, stretch.end) - max(before.start, stretch.start) > AT_ONCE_SECONDS
    if at_once and before.local != stretch.local:
        return 0.0, SAME_AT_ONCE
    if before.part == stretch.part:
        return WITHIN_PART, 0.0
    return (WITHIN_RUN if before.run == stretch.run else ELSEWHERE), 0.0

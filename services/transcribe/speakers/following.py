"""Which voice says each stretch, in the light of what stands before and after it (Viterbi's algorithm)."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from services.transcribe.speakers.stretches import Stretch

Costs = npt.NDArray[np.float64]

LIKENESS = 10.0
"""What a second of likeness to a voice (a cosine) counts for, against these costs of a change of voice:"""
WITHIN_PART, WITHIN_RUN, ELSEWHERE = 3.0, 0.8, 0.3
SAME_AT_ONCE = 3.0
"""The cost of one voice in two stretches that the segmentation hears at the same time."""
AT_ONCE_SECONDS = 0.05


def followed(stretches: Sequence[Stretch], likeness: Costs) -> list[int]:
    """The voice of each stretch (ordered by start); `likeness` is [stretches, voices]."""
    if not stretches:
        return []
    seconds = np.array([min(1.0, s.end - s.start) for s in stretches])
    gains = LIKENESS * seconds[:, None] * likeness
    best, origins = gains[0], []
    for before, stretch, gain in zip(stretches, stretches[1:], gains[1:], strict=False):
        change, stay = _costs(before, stretch)
        other = int(best.argmax())
        changed, stayed = best[other] - change, best - stay
        moves = changed > stayed
        if stay:  # the best voice may itself be the one to be left
            second = np.where(np.arange(len(best)) == other, -np.inf, best)
            runner = int(second.argmax())
            instead = second[runner] - change
            moves[other] = len(best) > 1 and instead > stayed[other]
            origins.append(np.where(moves, other, np.arange(len(best))))
            if moves[other]:
                origins[-1][other] = runner
            reached = np.where(moves, changed, stayed)
            if moves[other]:
                reached[other] = instead
        else:
            origins.append(np.where(moves, other, np.arange(len(best))))
            reached = np.where(moves, changed, stayed)
        best = reached + gain
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

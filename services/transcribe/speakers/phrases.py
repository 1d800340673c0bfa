"""Phrases: neighbouring stretches taken together, long enough for their vectors to be trusted."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from services.transcribe.speakers.campplus import Vectors
from services.transcribe.speakers.stretches import Stretch

LONGEST_SECONDS = 4.0
JOINED_SECONDS = 0.2
"""A longer pause ends a phrase."""
FIRM_SECONDS = 1.0
"""Shorter phrases do not take part in finding the voices."""

Seconds = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Phrases:
    vectors: Vectors
    """[n, 192], each of length one."""
    seconds: Seconds
    """How long each is, without what others say meanwhile."""

    def __len__(self) -> int:
        return len(self.seconds)


def unit(vectors: npt.NDArray[np.floating]) -> Vectors:
    """Each of length one."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)


def phrases(stretches: Sequence[Stretch], vectors: Vectors) -> Phrases:
    """The firm phrases of the stretches; all phrases when none is firm."""
    seconds = np.array([(s.end - s.start) * s.alone for s in stretches], np.float64)
    weights = seconds + 1e-3
    groups = _groups(stretches)
    length = np.array([seconds[group].sum() for group in groups])
    together = unit(np.stack([weights[group] @ vectors[group] for group in groups]))
    firm = length >= FIRM_SECONDS if (length >= FIRM_SECONDS).any() else np.ones(len(groups), np.bool_)
    return Phrases(together[firm], np.maximum(length[firm], 1e-3))


def _groups(stretches: Sequence[Stretch]) -> list[list[int]]:
    """The stretches' places, phrase by phrase."""
    groups: list[list[int]] = []
    open_groups: dict[int, list[int]] = {}
    for place, stretch in enumerate(stretches):
        group = open_groups.get(stretch.run)
        if group is None or not _continues(stretch, [stretches[n] for n in group]):
            group = open_groups[stretch.run] = []
            groups.append(group)
        group.append(place)
    return groups


def _continues(stretch: Stretch, before: Sequence[Stretch]) -> bool:
    spoken = sum(each.end - each.start for each in before)
    return spoken < LONGEST_SECONDS and stretch.start - before[-1].end <= JOINED_SECONDS

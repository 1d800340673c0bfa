"""How many voices there are.

A grouping holds when each two of its groups are told apart better than the halves of one voice would be.
Two measures, taken from the recording itself, so that a noisy line and a good microphone need no settings
of their own:

- likeness: how alike phrases of different groups are, divided by how alike those of the same group are;
- distance: how far the groups lie apart along the line between them, in standard deviations, each phrase
  left out of the mean that it is compared with. The halves of one bell curve lie 2.7 apart.

The phrases compared are made anew for each grouping, from the stretches that each of its voices speaks: a
phrase in which one voice takes over from another would make the two look alike.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from services.transcribe.speakers.campplus import Vectors
from services.transcribe.speakers.clustering import Clustering
from services.transcribe.speakers.following import followed
from services.transcribe.speakers.phrases import Phrases, Seconds, phrases, unit
from services.transcribe.speakers.stretches import Stretch

MOST_VOICES = 20
PATIENCE = 5
"""So many counts that do not hold, one after another, end the search."""
DISTANCE, DISTANCE_OF_A_SECOND = 4.0, 32.0
"""What is asked of two groups of ALIKE likeness: the first and, as little evidence tells little, the second by seconds."""
ALIKE, DISTANCE_OF_LIKENESS = 0.9, 30.0
"""Less alike groups need less distance, and more alike ones more: by so much for each unit."""


class Comparison(NamedTuple):
    likeness: float
    distance: float
    seconds: float
    """Of the group with less."""

    @property
    def margin(self) -> float:
        """Not below 0 when the two are different voices."""
        alike = DISTANCE_OF_LIKENESS * (self.likeness - ALIKE)
        return self.distance - DISTANCE - DISTANCE_OF_A_SECOND / self.seconds - alike


def found(stretches: Sequence[Stretch], vectors: Vectors, clustering: Clustering) -> Vectors:
    """The means [voices, 192] of the greatest number of voices that can be told apart."""
    best = clustering.one()
    for voices in range(2, MOST_VOICES + 1):
        means = clustering.means(voices) if voices <= len(best) + PATIENCE else None
        if means is None:
            break
        if told_apart(spoken(stretches, vectors, means)):
            best = means
    return best


def spoken(stretches: Sequence[Stretch], vectors: Vectors, means: Vectors) -> list[Phrases]:
    """What each of the voices says; a voice that says nothing is left out."""
    voices = np.array(followed(stretches, vectors @ unit(means).T))
    own = [np.flatnonzero(voices == voice).tolist() for voice in range(len(means))]
    return [phrases([stretches[n] for n in places], vectors[places]) for places in own if places]


def told_apart(groups: Sequence[Phrases]) -> bool:
    """Whether every two of the groups are different voices."""
    return all(
        len(one) > 1 and len(other) > 1 and compared(one, other).margin >= 0
        for n, one in enumerate(groups)
        for other in groups[:n]
    )


def compared(one: Phrases, other: Phrases) -> Comparison:
    """Two groups of at least two phrases each."""
    sums = one.seconds @ one.vectors, other.seconds @ other.vectors
    own = [_alike(group, total) for group, total in zip((one, other), sums, strict=True)]
    across = float(sums[0] @ sums[1]) / float(one.seconds.sum() * other.seconds.sum())
    likeness = across / float(np.sqrt(max(own[0], 1e-6) * max(own[1], 1e-6)))
    near, far = _along(one, sums[0], sums[1]), _along(other, sums[1], sums[0])
    gap = np.average(near, weights=one.seconds) + np.average(far, weights=other.seconds)
    variance = (_variance(near, one) + _variance(far, other)) / 2
    seconds = float(min(one.seconds.sum(), other.seconds.sum()))
    return Comparison(likeness, float(gap / np.sqrt(max(variance, 1e-12))), seconds)


def _alike(group: Phrases, total: Seconds) -> float:
    """The mean cosine of two different phrases."""
    squares = float(np.square(group.seconds).sum())
    return (float(total @ total) - squares) / max(float(group.seconds.sum()) ** 2 - squares, 1e-9)


def _along(group: Phrases, own: Seconds, other: Seconds) -> Vectors:
    """How much nearer each phrase is to its own group, without itself, than to the other."""
    rest = unit(own - group.vectors * group.seconds[:, None])
    return np.asarray((group.vectors * rest).sum(axis=1) - group.vectors @ unit(other), np.float32)


def _variance(values: Vectors, group: Phrases) -> float:
    mean = np.average(values, weights=group.seconds)
    return float(np.average(np.square(values - mean), weights=group.seconds))

"""How many voices there are.

A grouping holds when each two of its groups are told apart better than the halves of one voice would be.
Two measures, taken from the recording itself, so that a noisy line and a good microphone need no settings
of their own:

- likeness: how alike phrases of different groups are, divided by how alike those of the same group are;
- distance: how far the groups lie apart along the line between them, in standard deviations, each phrase
  left out of the mean that it is compared with. The halves of one bell curve lie 2.7 apart.
"""

from typing import NamedTuple

import numpy as np

from services.transcribe.speakers.campplus import Vectors
from services.transcribe.speakers.clustering import Clustering, Labels
from services.transcribe.speakers.phrases import Phrases, Seconds, unit

MOST_VOICES = 20
ALIKE = 0.925
"""Groups more alike than this are one voice."""
DIFFERENT = 0.87
"""Groups less alike than this need less distance, by RELIEF standard deviations for each unit."""
RELIEF = 12.0
DISTANCE, DISTANCE_OF_A_SECOND = 4.3, 13.0
"""The distance asked of two groups: the first and, as little evidence tells little, the second by seconds."""


class Comparison(NamedTuple):
    likeness: float
    distance: float
    seconds: float
    """Of the group with less."""

    @property
    def margin(self) -> float:
        """Above 0 when the two are different voices."""
        asked = DISTANCE + DISTANCE_OF_A_SECOND / self.seconds
        return self.distance - asked + RELIEF * max(0.0, DIFFERENT - self.likeness)

    @property
    def holds(self) -> bool:
        return self.likeness <= ALIKE and self.margin >= 0


def found(clustering: Clustering) -> Vectors:
    """The means [voices, 192] of the greatest number of voices that can be told apart."""
    best = clustering.one()
    for voices in range(2, MOST_VOICES + 1):
        means = clustering.means(voices)
        if means is None:
            break
        if told_apart(clustering.phrases, clustering.labels(means), voices):
            best = means
    return best


def told_apart(phrases: Phrases, labels: Labels, voices: int) -> bool:
    """Whether every two of the groups are different voices."""
    groups = [Phrases(phrases.vectors[labels == n], phrases.seconds[labels == n]) for n in range(voices)]
    return all(
        len(one) > 1 and len(other) > 1 and compared(one, other).holds
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

"""Group phrases by voice, for a number of voices that is given."""

from collections.abc import Iterator
from functools import cached_property

import numpy as np
import numpy.typing as npt

from services.transcribe.speakers.campplus import Vectors
from services.transcribe.speakers.phrases import Phrases, unit

EVIDENCE_SECONDS = 4.0
LONG_SECONDS = 1.5
"""A voice must be heard for so long in phrases at least so long, lest a cough becomes a person."""
MOST_CUTS = 80
ROUNDS = 10
MOST_MERGED = 1_500
"""Phrases that are merged pair by pair; more are first thinned out, for the work grows with the square."""
SLICE = 300

Labels = npt.NDArray[np.intp]


class Clustering:
    """Ward's hierarchical clustering, made once, cut where as many voices as asked for have evidence.

    The groups are then refined by moving phrases to the nearest mean (k-means). Deterministic.
    """

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases

    def one(self) -> Vectors:
        """[1, 192]: the mean when all is one voice."""
        return self._mean(self.phrases, np.ones(len(self.phrases), np.bool_))[None]

    def means(self, voices: int, evidence: float = EVIDENCE_SECONDS) -> Vectors | None:
        """[voices, 192]; None when there are not so many voices with enough evidence."""
        for labels in self._cuts(voices):
            seconds = np.bincount(labels, self._evidence(voices, evidence))
            if np.count_nonzero(seconds >= evidence) >= voices:
                strongest = np.argsort(-seconds, kind="stable")[:voices]
                return self._refined(np.stack([self._mean(self._few, labels == n) for n in strongest]))
        return None

    def labels(self, means: Vectors) -> Labels:
        """Of each phrase, the nearest mean."""
        return nearest(self.phrases.vectors, means)

    @cached_property
    def _few(self) -> Phrases:
        return thinned(self.phrases, MOST_MERGED)

    @cached_property
    def _tree(self) -> npt.NDArray[np.float64]:
        from scipy.cluster.hierarchy import linkage

        return np.asarray(linkage(self._few.vectors, "ward"))

    def _cuts(self, voices: int) -> Iterator[Labels]:
        """Into so many groups, then into more and more."""
        from scipy.cluster.hierarchy import fcluster

        for groups in range(voices, min(len(self._few), voices + MOST_CUTS) + 1):
            yield np.asarray(fcluster(self._tree, groups, "maxclust") - 1, np.intp)

    def _evidence(self, voices: int, least: float) -> npt.NDArray[np.float64]:
        """What each phrase counts for; where long phrases are too few, all count."""
        long = np.where(self._few.seconds >= LONG_SECONDS, self._few.seconds, 0.0)
        return long if long.sum() >= least * voices else self._few.seconds

    def _refined(self, means: Vectors) -> Vectors:
        for _ in range(ROUNDS):
            labels = self.labels(means)
            moved = np.stack(
                [
                    self._mean(self.phrases, labels == n) if (labels == n).any() else mean
                    for n, mean in enumerate(means)
                ]
            )
            if np.array_equal(moved, means):
                break
            means = moved
        return means

    @staticmethod
    def _mean(phrases: Phrases, which: npt.NDArray[np.bool_]) -> Vectors:
        mean = np.average(phrases.vectors[which], 0, phrases.seconds[which])
        return np.asarray(mean, np.float32)


def nearest(vectors: Vectors, means: Vectors) -> Labels:
    return np.asarray((vectors @ means.T - 0.5 * np.square(means).sum(axis=1)).argmax(axis=1), np.intp)


def thinned(phrases: Phrases, most: int) -> Phrases:
    """At most so many, by merging the nearest among those that lie near in time."""
    from scipy.cluster.hierarchy import fcluster, linkage

    if len(phrases) <= most:
        return phrases
    slices = -(-len(phrases) // SLICE)
    vectors: list[Vectors] = []
    seconds: list[float] = []
    for near in np.array_split(np.arange(len(phrases)), slices):
        own, weights = phrases.vectors[near], phrases.seconds[near]
        labels = fcluster(linkage(own, "ward"), max(1, most // slices), "maxclust")
        for label in np.unique(labels):
            which = labels == label
            vectors.append(unit(np.average(own[which], 0, weights[which])))
            seconds.append(float(weights[which].sum()))
    return Phrases(np.stack(vectors), np.array(seconds))

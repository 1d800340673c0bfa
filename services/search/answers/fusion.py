"""How the scores by words, by letters and by meaning become one.

A weighted sum of scores standardised per query (z = (s - mean) / deviation over the candidates: "CombSUM
with z-score normalisation", Fox and Shaw, TREC-2, 1994; Renda and Straccia, SAC 2003). The weights follow
the question: `coverage` is the largest share of its bigrams that one candidate has. A number or a name
that stands there as asked has 1, and the letters count in full; a question in other words than the answer has
little, and they hardly count. See docs/decisions/0011-fusion.md.

A passage without any word of the query has the word score 0, which is what BM25 gives it.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

SAME = 1e-9
"""A deviation below this is rounding: the leg does not tell the candidates apart."""
Floats = npt.NDArray[np.float64]


class Legs(NamedTuple):
    """What each way of searching says of the candidates: passage number to score."""

    words: Mapping[int, float]
    grams: Mapping[int, float]
    dense: Mapping[int, float]
    """Holds every candidate; who is missing in the other two has nothing of the query."""
    coverage: float
    """From 0 to 1."""


class Weights(NamedTuple):
    words: float
    grams: float
    dense: float


def weights(coverage: float) -> Weights:
    """Meaning twice as much as words; letters as much as words when all of the question stands there, and
    soon nothing when it does not."""
    return Weights(words=1.0, grams=coverage**2, dense=2.0)


def fuse(legs: Legs, chosen: Weights | None = None) -> dict[int, float]:
    """One score for every candidate; with other weights than the question's, for measuring."""
    candidates = list(legs.dense)
    total = np.zeros(len(candidates))
    for leg, weight in zip(legs[:3], chosen or weights(legs.coverage), strict=True):
        total += weight * standardise([leg.get(candidate, 0.0) for candidate in candidates])
    return dict(zip(candidates, total.tolist(), strict=True))


def standardise(scores: Sequence[float]) -> Floats:
    """Mean 0 and deviation 1; all 0 where the scores do not differ."""
    values = np.asarray(scores, np.float64)
    if not values.size or values.std() < SAME:
        return np.zeros(values.size)
    standardised: Floats = (values - values.mean()) / values.std()
    return standardised

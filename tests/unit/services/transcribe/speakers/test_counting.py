import numpy as np
import pytest

from services.transcribe.speakers.clustering import Clustering
from services.transcribe.speakers.counting import compared, found
from services.transcribe.speakers.phrases import Phrases


def phrases(vectors: np.ndarray, seconds: float = 2.0) -> Phrases:
    return Phrases(vectors, np.full(len(vectors), seconds))


@pytest.mark.parametrize("voices", [1, 2, 3, 5, 9])
@pytest.mark.parametrize("spread", [0.02, 0.05])
def test_as_many_voices_are_found_as_there_are(strewn, voices, spread):
    spoken = [n % voices for n in range(60)]
    assert len(found(Clustering(phrases(strewn(spoken, spread=spread))))) == voices


def test_one_phrase_is_one_voice(strewn):
    assert len(found(Clustering(phrases(strewn([0]))))) == 1


def test_a_voice_that_speaks_seldom_is_found(strewn):
    assert len(found(Clustering(phrases(strewn([0] * 40 + [1] * 4))))) == 2


def test_two_voices_are_told_apart_and_the_halves_of_one_are_not(strewn):
    one, other = phrases(strewn([0] * 20)), phrases(strewn([1] * 20, seed=2))
    again = phrases(strewn([0] * 20, seed=3))
    assert compared(one, other).margin > 5
    assert compared(one, again).margin < 0


def test_the_comparison_has_no_sides(strewn):
    one, other = phrases(strewn([0] * 20)), phrases(strewn([1] * 9, seed=2))
    assert compared(one, other) == pytest.approx(compared(other, one))


def test_less_evidence_asks_for_more_distance(strewn):
    one, other = strewn([0] * 20), strewn([1] * 20, seed=2)
    long, short = (compared(phrases(one, s), phrases(other, s)) for s in (4.0, 0.4))
    assert long.distance == pytest.approx(short.distance)
    assert long.margin > short.margin

import numpy as np
import pytest

from services.transcribe.speakers.clustering import Clustering
from services.transcribe.speakers.counting import compared, found, spoken, told_apart
from services.transcribe.speakers.phrases import Phrases
from services.transcribe.speakers.phrases import phrases as phrases_of
from services.transcribe.speakers.voices import Voices


def phrases(vectors: np.ndarray, seconds: float = 2.0) -> Phrases:
    return Phrases(vectors, np.full(len(vectors), seconds))


def count(voices: Voices) -> int:
    clustering = Clustering(phrases_of(voices.stretches, voices.unit_vectors))
    return len(found(voices.stretches, voices.unit_vectors, clustering))


@pytest.mark.parametrize("voices", [1, 2, 3, 5, 9])
@pytest.mark.parametrize("seed", [1, 2])
def test_as_many_voices_are_found_as_there_are(chunk, voices, seed):
    assert count(chunk([n % voices for n in range(90)], seed=seed)) == voices


def test_one_phrase_is_one_voice(chunk):
    assert count(chunk([0])) == 1


def test_a_voice_that_speaks_seldom_is_found(chunk):
    assert count(chunk([0] * 20 + [1] * 4 + [0] * 20)) == 2


def test_a_phrase_in_which_one_voice_takes_over_counts_for_both(chunk, strewn):
    voices = chunk([0])
    vectors = strewn([0, 0, 1])
    groups = spoken(voices.stretches, vectors, strewn([0, 1], seed=2))
    assert [group.seconds.sum() for group in groups] == pytest.approx([1.0, 0.5])


def test_every_two_must_be_told_apart(strewn):
    one, again, other = (phrases(strewn([v] * 20, seed=s)) for v, s in ((0, 1), (0, 2), (1, 3)))
    assert told_apart([one, other])
    assert not told_apart([one, other, again])
    assert told_apart([one])


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

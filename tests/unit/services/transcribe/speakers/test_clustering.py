import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.transcribe.speakers.clustering import MOST_MERGED, Clustering, nearest, thinned
from services.transcribe.speakers.phrases import Phrases


def alike(labels: np.ndarray, voices: list[int]) -> bool:
    """Whether the two say the same under other names."""
    pairs = set(zip(labels.tolist(), voices, strict=True))
    return len(pairs) == len(set(voices)) == len(set(labels.tolist()))


@given(st.lists(st.sampled_from([0, 0, 0, 1, 1, 2]), min_size=3, max_size=60), st.integers(0, 99))
@settings(max_examples=25, deadline=None)
def test_each_voice_gets_a_group(strewn, spoken, seed):
    voices = [0, 1, 2, *spoken]
    clustering = Clustering(Phrases(strewn(voices, seed=seed), np.full(len(voices), 4.0)))
    means = clustering.means(3)
    assert means is not None
    assert alike(clustering.labels(means), voices)


def test_a_voice_that_is_hardly_heard_gets_none_unless_less_evidence_is_asked(strewn):
    voices = [0] * 10 + [1] * 10 + [2]
    clustering = Clustering(Phrases(strewn(voices), np.array([2.0] * 20 + [1.6])))
    for evidence, alone in ((4.0, False), (1.0, True)):
        means = clustering.means(3, evidence)
        assert means is not None
        assert alike(clustering.labels(means), voices) == alone


def test_more_voices_than_phrases_are_not_found(strewn):
    assert Clustering(Phrases(strewn([0, 1]), np.array([5.0, 5.0]))).means(3, evidence=0) is None


def test_one_voice_is_the_mean_of_all(strewn):
    vectors = strewn([0, 1])
    mean = Clustering(Phrases(vectors, np.array([3.0, 1.0]))).one()
    assert mean[0] == pytest.approx(0.75 * vectors[0] + 0.25 * vectors[1])


def test_nearest_is_by_distance_and_not_by_direction():
    means = np.array([[1.0, 0.0], [3.0, 0.0]], np.float32)
    assert nearest(np.array([[1.4, 0.0], [2.5, 0.0]], np.float32), means).tolist() == [0, 1]


def test_few_phrases_are_not_thinned_out(strewn):
    few = Phrases(strewn([0, 1]), np.array([1.0, 1.0]))
    assert thinned(few, 2) is few


def test_many_phrases_are_thinned_out_without_losing_a_second_or_a_voice(strewn):
    voices = [n % 5 for n in range(4 * MOST_MERGED)]
    phrases = Phrases(strewn(voices), np.full(len(voices), 2.0))
    few = thinned(phrases, MOST_MERGED)
    assert len(few) <= MOST_MERGED
    assert few.seconds.sum() == pytest.approx(phrases.seconds.sum())
    means = Clustering(phrases).means(5)
    assert means is not None
    assert alike(nearest(phrases.vectors, means), voices)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.search.answers.fusion import Legs, fuse, standardise, weights

SCORES = st.lists(st.floats(-100, 100), min_size=2, max_size=30)


@given(SCORES)
def test_standardised_scores_have_mean_0_and_deviation_1_and_keep_their_order(scores: list[float]) -> None:
    result = standardise(scores).tolist()
    assert sum(result) == pytest.approx(0, abs=1e-6)
    deviation = sum(score**2 for score in result) / len(result)
    assert deviation == pytest.approx(1, abs=1e-3) or not any(result)
    for a, b in zip(range(len(scores)), range(1, len(scores)), strict=False):
        if scores[a] > scores[b]:
            assert result[a] >= result[b]


def test_equal_scores_say_nothing() -> None:
    assert standardise([0.8, 0.8, 0.8]).tolist() == [0, 0, 0]
    assert standardise([]).tolist() == []


def test_without_a_word_in_common_meaning_alone_ranks() -> None:
    fused = fuse(Legs({}, {}, {1: 0.8, 2: 0.9, 3: 0.7}, 0))
    assert sorted(fused, key=fused.__getitem__, reverse=True) == [2, 1, 3]


def test_the_only_document_with_the_word_comes_before_those_that_are_near() -> None:
    dense = {number: 0.84 + number / 10_000 for number in range(200)}
    fused = fuse(Legs({0: 12.0}, {0: 9.0}, dense, 0.5))
    assert max(fused, key=fused.__getitem__) == 0


def test_letters_count_the_more_the_more_of_the_question_is_found() -> None:
    words, grams, dense = {1: 5.0, 2: 5.0}, {1: 9.0, 2: 0.0}, {1: 0.7, 2: 0.7, 3: 0.7}
    found, asked_in_other_words = (fuse(Legs(words, grams, dense, share)) for share in (1.0, 0.2))
    assert found[1] - found[2] > asked_in_other_words[1] - asked_in_other_words[2] > 0


@given(st.floats(0, 1))
def test_meaning_never_weighs_less_than_words(coverage: float) -> None:
    assert weights(coverage).dense >= weights(coverage).words > 0

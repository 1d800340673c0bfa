from hypothesis import given
from hypothesis import strategies as st

from services.translate.engines.batching import batches, fewest_steps


@given(st.lists(st.integers(1, 300), max_size=60), st.integers(1, 8))
def test_every_text_is_in_one_batch_and_no_batch_is_too_large(lengths: list[int], most_texts: int) -> None:
    made = list(batches(lengths, most_tokens=400, most_texts=most_texts))
    assert sorted(index for batch in made for index in batch) == list(range(len(lengths)))
    for batch in made:
        assert len(batch) <= most_texts
        assert len(batch) == 1 or max(lengths[i] for i in batch) * len(batch) <= 400


def test_near_equal_lengths_go_together() -> None:
    assert list(batches([10, 1, 11, 2], most_tokens=100, most_texts=2)) == [[1, 3], [0, 2]]


@given(st.lists(st.integers(1, 60), max_size=40), st.integers(1, 8))
def test_every_text_is_in_one_batch_and_no_cut_by_number_takes_fewer_steps(
    lengths: list[int], most_texts: int
) -> None:
    def steps(made: list[list[int]]) -> int:
        return sum(2 * max(of) - min(of) for of in ([lengths[i] for i in batch] for batch in made))

    made = fewest_steps(lengths, most_texts=most_texts)
    assert sorted(index for batch in made for index in batch) == list(range(len(lengths)))
    assert all(0 < len(batch) <= most_texts for batch in made)
    assert steps(made) <= steps(list(batches(lengths, most_tokens=10**9, most_texts=most_texts)))


def test_a_much_longer_text_is_read_apart() -> None:
    assert fewest_steps([10, 90, 11, 12], most_texts=4) == [[0, 2, 3], [1]]

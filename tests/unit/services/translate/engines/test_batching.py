from hypothesis import given
from hypothesis import strategies as st

from services.translate.engines.batching import batches


@given(st.lists(st.integers(1, 300), max_size=60), st.integers(1, 8))
def test_every_text_is_in_one_batch_and_no_batch_is_too_large(lengths: list[int], most_texts: int) -> None:
    made = list(batches(lengths, most_tokens=400, most_texts=most_texts))
    assert sorted(index for batch in made for index in batch) == list(range(len(lengths)))
    for batch in made:
        assert len(batch) <= most_texts
        assert len(batch) == 1 or max(lengths[i] for i in batch) * len(batch) <= 400


def test_near_equal_lengths_go_together() -> None:
    assert list(batches([10, 1, 11, 2], most_tokens=100, most_texts=2)) == [[1, 3], [0, 2]]

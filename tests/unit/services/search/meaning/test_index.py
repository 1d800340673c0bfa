import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.search.meaning.index import PassageIndex
from services.search.tables import passage_number

DIMENSIONS = 8


def unit_vectors(count: int, seed: int = 1) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(count, DIMENSIONS)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def filled(documents: int, passages: int = 3) -> tuple[PassageIndex, list[int], np.ndarray]:
    numbers = [passage_number(d, p) for d in range(1, documents + 1) for p in range(passages)]
    vectors = unit_vectors(len(numbers))
    index = PassageIndex()
    index.add(numbers, vectors)
    return index, numbers, vectors


@given(st.integers(0, 29), st.integers(1, 30))
def test_the_best_are_those_of_an_exhaustive_search(at: int, limit: int) -> None:
    index, numbers, vectors = filled(10)
    found = index.search(vectors[at], limit)
    order = np.argsort(-(vectors @ vectors[at]))[:limit]
    assert list(found) == [numbers[n] for n in order]
    assert next(iter(found)) == numbers[at]


@given(st.sets(st.integers(1, 12), max_size=8))
def test_only_allowed_documents_are_searched(allowed: set[int]) -> None:
    index, numbers, vectors = filled(10)
    found = index.search(vectors[0], 100, allowed)
    assert set(found) == {number for number in numbers if number >> 20 in allowed}


@given(st.sets(st.integers(1, 12), max_size=8))
def test_what_was_removed_is_gone_and_the_rest_keeps_its_number(removed: set[int]) -> None:
    index, numbers, vectors = filled(10)
    index.remove(removed)
    found = index.search(vectors[0], 100)
    assert set(found) == {number for number in numbers if number >> 20 not in removed}
    kept, there = index.get(numbers)
    for number, vector in zip(kept, there, strict=True):
        np.testing.assert_array_equal(vector, vectors[numbers.index(number)])


def test_an_empty_index_finds_nothing() -> None:
    index = PassageIndex()
    index.add([], np.empty((0, 0), np.float32))
    index.remove([1])
    query = unit_vectors(1)[0]
    assert index.search(query, 5) == {}
    assert index.search(query, 5, [1]) == {}
    assert index.get([1, 2])[0] == []
    assert len(index) == 0


def test_an_index_can_be_emptied_and_filled_again() -> None:
    index, numbers, vectors = filled(2)
    index.remove([1, 2])
    assert index.search(vectors[0], 5) == {}
    index.add(numbers, vectors)
    assert len(index) == len(numbers)


@pytest.mark.parametrize("at_once", [True, False])
def test_many_vectors_take_a_byte_a_dimension_and_are_found_as_before(at_once: bool) -> None:
    vectors = unit_vectors(900)
    numbers = [passage_number(document, 0) for document in range(900)]
    index = PassageIndex(most_exact=500)
    for part in [slice(0, 900)] if at_once else [slice(0, 400), slice(400, 900)]:
        index.add(numbers[part], vectors[part])
    assert len(index) == 900
    for at in (0, 450, 899):
        found = index.search(vectors[at], 10)
        assert next(iter(found)) == numbers[at]
        assert found[numbers[at]] == pytest.approx(1, abs=0.02)
        assert set(index.search(vectors[at], 9, [3, 4])) == {numbers[3], numbers[4]}
    index.remove([450])
    assert numbers[450] not in index.search(vectors[450], 900)
    kept, there = index.get([numbers[7], numbers[450]])
    assert kept == [numbers[7]]
    np.testing.assert_allclose(there[0], vectors[7], atol=0.02)

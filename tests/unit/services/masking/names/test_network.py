from pathlib import Path

import numpy as np
import pytest

from services.masking.names.network import WEIGHTS, Network
from services.masking.names.surroundings import WIDTH

VECTOR = 384


def network(towards: int) -> Network:
    """Two networks that look at one feature and answer one class."""
    second = np.zeros((2, 1, 5), np.float32)
    second[:, 0, towards] = 9
    return Network(np.ones((2, 1, 1)), np.zeros((2, 1)), second, np.zeros((2, 5)))


@pytest.mark.parametrize(("towards", "likely"), [(0, 0.0), (1, 1.0), (2, 1.0), (3, 0.0), (4, 0.0)])
def test_what_begins_or_goes_on_with_a_person_counts(towards: int, likely: float) -> None:
    (found,) = network(towards).persons(np.full((1, 1), 3, np.float32))
    assert found == pytest.approx(likely, abs=1e-6)


def test_no_pieces_no_probabilities() -> None:
    assert network(1).persons(np.zeros((0, 0), np.float32)).shape == (0,)


def test_opinions_are_averaged() -> None:
    one = network(1)
    one.second[1] = 0
    (found,) = one.persons(np.full((1, 1), 3, np.float32))
    assert found == pytest.approx((1 + 2 / 5) / 2, abs=1e-6)


def test_saved_it_says_the_same(tmp_path: Path) -> None:
    network(1).save(tmp_path / "weights.npz")
    again = Network.shipped(tmp_path / "weights.npz")
    features = np.array([[0.5], [-1]], np.float32)
    assert again.persons(features) == pytest.approx(network(1).persons(features), abs=1e-3)


def test_the_shipped_weights_fit_the_features_and_are_small() -> None:
    assert Network.shipped().first.shape[1] == VECTOR + WIDTH
    assert WEIGHTS.stat().st_size < 500_000

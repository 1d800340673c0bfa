import numpy as np
import pytest

from services.transcribe.speakers.campplus import SIZE
from services.transcribe.speakers.phrases import phrases, unit
from services.transcribe.speakers.stretches import Stretch


def row(*spans: tuple[float, float], run: int = 0, alone: float = 1.0) -> list[Stretch]:
    return [Stretch(start, end, 0, run, n, alone) for n, (start, end) in enumerate(spans)]


def vectors(count: int) -> np.ndarray:
    return np.eye(count, SIZE, dtype=np.float32)


def test_neighbouring_stretches_are_one_phrase():
    found = phrases(row((0, 0.6), (0.6, 1.2), (1.3, 1.9)), vectors(3))
    assert found.seconds == pytest.approx([1.8])
    assert found.vectors[0, :3] == pytest.approx(np.full(3, 1 / np.sqrt(3)), abs=1e-5)


def test_a_pause_ends_a_phrase():
    assert len(phrases(row((0, 1.2), (1.5, 2.7)), vectors(2))) == 2


def test_so_does_another_run():
    assert len(phrases(row((0, 1.2)) + row((1.2, 2.4), run=1), vectors(2))) == 2


def test_a_phrase_does_not_grow_past_its_length():
    spans = [(n * 0.5, n * 0.5 + 0.5) for n in range(40)]
    assert max(phrases(row(*spans), vectors(40)).seconds) <= 4.5


def test_short_phrases_do_not_take_part():
    assert phrases(row((0, 1.2), (2, 2.4)), vectors(2)).seconds == pytest.approx([1.2])


def test_unless_there_are_no_others():
    assert len(phrases(row((0, 0.4), (2, 2.4)), vectors(2))) == 2


def test_what_others_say_meanwhile_does_not_count():
    assert phrases(row((0, 4), alone=0.5), vectors(1)).seconds == pytest.approx([2])


def test_unit_vectors_are_of_length_one_and_nothing_stays_nothing():
    assert unit(np.array([[3.0, 4.0], [0.0, 0.0]])).tolist() == pytest.approx(
        np.array([[0.6, 0.8], [0.0, 0.0]])
    )

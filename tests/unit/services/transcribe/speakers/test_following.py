import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.speakers.following import LIKENESS, _costs, followed
from services.transcribe.speakers.stretches import Stretch


def stretch(start: float, *, local: int = 0, run: int = 0, part: int = 0) -> Stretch:
    return Stretch(start, start + 0.5, local, run, part, 1.0)


def test_a_doubtful_stretch_in_the_middle_of_a_part_stays_with_its_neighbours():
    sure, doubtful = [0.7, 0.2], [0.4, 0.5]
    row = [stretch(n / 2) for n in range(3)]
    assert followed(row, np.array([sure, doubtful, sure])) == [0, 0, 0]


def test_a_sure_one_after_a_pause_changes():
    row = [stretch(0), stretch(1, run=1, part=1), stretch(2, run=2, part=2)]
    assert followed(row, np.array([[0.7, 0.2], [0.2, 0.7], [0.7, 0.2]])) == [0, 1, 0]


def test_two_at_once_are_two_voices():
    row = [stretch(0), stretch(0.1, local=1, run=1, part=1)]
    assert followed(row, np.array([[0.7, 0.2], [0.6, 0.4]])) == [0, 1]


def test_one_voice_is_one_voice_even_at_once():
    row = [stretch(0), stretch(0.1, local=1, run=1, part=1)]
    assert followed(row, np.array([[0.7], [0.6]])) == [0, 0]


def test_nothing_is_said_by_nobody():
    assert followed([], np.empty((0, 2))) == []


STRETCHES = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=5
).map(lambda rows: sorted(stretch(a / 4, local=b, run=b, part=c) for a, b, c in rows))


@given(STRETCHES, st.integers(1, 3), st.integers(0, 999))
def test_no_other_way_through_is_better(row, voices, seed):
    likeness = np.random.default_rng(seed).uniform(-0.2, 0.9, (len(row), voices))

    def worth(path: tuple[int, ...]) -> float:
        gains = sum(LIKENESS * 0.5 * likeness[n, voice] for n, voice in enumerate(path))
        moves = zip(itertools.pairwise(row), itertools.pairwise(path), strict=True)
        return gains - sum(_costs(*pair)[int(one == other)] for pair, (one, other) in moves)

    best = max(map(worth, itertools.product(range(voices), repeat=len(row))))
    assert worth(tuple(followed(row, likeness))) >= best - 1e-9

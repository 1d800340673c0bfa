from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.masking.detection import Detection, settle

SPANS = st.tuples(st.integers(0, 30), st.integers(1, 10), st.sampled_from("ABC"), st.floats(0, 1))
DETECTIONS = st.lists(SPANS.map(lambda s: Detection(s[2], s[0], s[0] + s[1], s[3], "why")), max_size=12)


def covered(detections: list[Detection]) -> set[int]:
    return {i for d in detections for i in range(d.start, d.end)}


@given(DETECTIONS)
def test_settling_uncovers_nothing_and_covers_nothing_new(detections: list[Detection]) -> None:
    assert covered(settle(detections)) == covered(detections)


@given(DETECTIONS)
def test_settled_detections_do_not_overlap(detections: list[Detection]) -> None:
    settled = settle(detections)
    assert all(a.end <= b.start for a, b in pairwise(settled))


def test_what_one_source_is_sure_of_is_not_doubtful() -> None:
    doubtful = Detection("PERSON", 0, 2, 0.55, "a", doubtful=True)
    assert settle([doubtful])[0].doubtful
    assert not settle([doubtful, Detection("PERSON", 0, 2, 0.9, "b")])[0].doubtful


def test_the_longest_gives_the_kind() -> None:
    address, name = Detection("ADDRESS", 0, 12, 0.8, "a"), Detection("PERSON", 3, 5, 0.99, "p")
    assert settle([name, address]) == [address]

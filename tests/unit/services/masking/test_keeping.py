"""A word that somebody kept may stand as often as it was kept, and no more."""

from common.documents import Edit, Place, Segment
from services.masking.detection import Detection
from services.masking.findings import Finding, make_finding
from services.masking.keeping import expected, kept_by_count
from services.masking.leftovers import leftovers, masked_words
from services.masking.profiles import Profiles


def segment(id_: str, text: str, page: int = 1) -> Segment:
    return Segment(id=id_, text=text, place=Place(page=page))


def accepted(held: Segment, start: int, end: int) -> Finding:
    found = make_finding(held, Detection("PERSON", start, end, 0.9, "test"), Profiles().find("disclosure"))
    found.decide("accept", None, "officer")
    return found


BEFORE = [segment("p1-1", "山田様"), segment("p1-2", "山田町")]
WORDS = masked_words([accepted(BEFORE[0], 0, 2)])
SHOULD_BE = expected(BEFORE, [Edit(segment_id="p1-1", start=0, end=2, text="■■")])


def left(*again: Segment) -> int:
    return len(leftovers(WORDS, again, (), kept_by_count(WORDS, SHOULD_BE, again)))


def test_the_kept_one_is_no_leftover_wherever_it_is_counted() -> None:
    assert left(segment("p1-7", "山田町")) == 0


def test_one_more_than_was_kept_is_a_leftover() -> None:
    assert left(segment("p1-1", "山田様"), segment("p1-2", "山田町")) > 0


def test_one_on_another_page_is_a_leftover() -> None:
    assert left(segment("p2-1", "山田町", page=2)) > 0

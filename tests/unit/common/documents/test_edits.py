import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.documents import Edit, Place, Segment
from common.documents.edits import apply, by_segment
from common.errors import BadRequest

SEGMENTS = [Segment(id="a", text="山田太郎様", place=Place())]


def edit(start: int, end: int, text: str = "■", segment: str = "a") -> Edit:
    return Edit(segment_id=segment, start=start, end=end, text=text)


@pytest.mark.parametrize("bad", [edit(0, 6), edit(-1, 2), edit(3, 2), edit(0, 1, segment="z")])
def test_an_edit_outside_the_document_is_refused(bad: Edit) -> None:
    with pytest.raises(BadRequest):
        by_segment([bad], SEGMENTS)


def test_overlapping_edits_are_refused_in_any_order() -> None:
    with pytest.raises(BadRequest, match="重なって"):
        by_segment([edit(2, 5), edit(0, 3)], SEGMENTS)


def test_edits_that_only_touch_are_applied() -> None:
    edits = by_segment([edit(2, 4, "乙"), edit(0, 2, "甲")], SEGMENTS)["a"]
    assert apply("山田太郎様", edits) == "甲乙様"


@given(st.text(), st.data())
def test_applying_edits_is_cutting_and_joining(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    edits = [edit(start, end, data.draw(st.text(max_size=3))) for start, end in spans]
    expected = text
    for change in reversed(edits):
        expected = expected[: change.start] + change.text + expected[change.end :]
    segment = Segment(id="a", text=text, place=Place())
    assert apply(text, by_segment(edits, [segment]).get("a", [])) == expected

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from services.transcribe.text.marks import Mark
from services.transcribe.text_spans import common_prefix, moved, shifted

FEW = st.text("あいう、", max_size=12)


def mark(start: int, end: int) -> Mark:
    return Mark(start=start, end=end, kind="filler")


def told(text: str, marks: list[Mark]) -> list[str]:
    return [text[m.start : m.end] for m in marks]


@pytest.mark.parametrize(
    ("new", "kept"),
    [
        ("えーと今日はあのー晴れです", ["えーと", "あのー"]),
        ("まずえーと今日はあのー晴れです", ["えーと", "あのー"]),
        ("えーと明日はあのー晴れです", ["えーと", "あのー"]),
        ("今日はあのー晴れです", ["あのー"]),
        ("えーと今日は晴れです", ["えーと"]),
        ("えっと今日はあのー晴れです", ["あのー"]),
        ("えーと今日はあのー", ["えーと", "あのー"]),
        ("", []),
    ],
)
def test_a_span_stays_on_its_words_unless_the_edit_touches_it(new, kept):
    old = "えーと今日はあのー晴れです"
    assert told(new, moved(old, new, [mark(0, 3), mark(6, 9)])) == kept


def test_what_is_typed_right_beside_a_span_leaves_it():
    assert moved("あのー", "「あのー", [mark(0, 3)]) == [mark(1, 4)]
    assert moved("あのー", "あのー、", [mark(0, 3)]) == [mark(0, 3)]


class Named(BaseModel, frozen=True):
    start: int
    end: int
    name: int


@st.composite
def spans_of(draw: st.DrawFn, text: str) -> list[Named]:
    """Spans in order that do not overlap."""
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return [Named(start=start, end=end, name=number) for number, (start, end) in enumerate(pairs)]


@given(FEW, FEW, st.data())
def test_after_any_edit_a_kept_span_says_what_it_said(old, new, data):
    spans = data.draw(spans_of(old))
    kept = moved(old, new, spans)
    assert [s.name for s in kept] == sorted({s.name for s in kept})
    for span in kept:
        assert new[span.start : span.end] == old[spans[span.name].start : spans[span.name].end]
    assert all(one.end <= other.start for one, other in pairwise(kept))


@given(FEW, FEW, FEW, FEW, st.data())
def test_spans_before_and_after_the_edited_place_are_kept(before, typed_over, typed, after, data):
    old, new = before + typed_over + after, f"{before}「{typed}」{after}"
    spans = data.draw(spans_of(old))
    outside = [s for s in spans if s.end <= len(before) or s.start >= len(old) - len(after)]
    assert {s.name for s in outside} <= {s.name for s in moved(old, new, spans)}


@given(FEW, st.data())
def test_an_edit_that_changes_nothing_moves_nothing(text, data):
    start = data.draw(st.integers(0, len(text)))
    span = mark(start, data.draw(st.integers(start, len(text))))
    assert moved(text, text, [span]) == [span]


@given(FEW, FEW)
def test_the_common_prefix_is_common_and_the_longest(one, other):
    length = common_prefix(one, other)
    assert one[:length] == other[:length]
    assert one[length : length + 1] != other[length : length + 1] or one == other


def test_shifted_leaves_what_it_was_given():
    span = mark(2, 4)
    assert (shifted(span, -2), span) == (mark(0, 2), mark(2, 4))

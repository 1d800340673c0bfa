import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.errors import BadRequest


def test_a_split_is_at_the_time_of_the_word_where_words_are_known(meeting, apply):
    before = meeting.segments[0]
    first, second = apply(meeting, {"op": "split", "segment": "s1", "offset": 3}).segments[:2]
    assert (first.text, second.text) == ("えー、", before.text[3:])
    assert first.end == second.start == before.words[3].start
    assert (first.start, second.end) == (before.start, before.end)
    assert [word.text for word in first.words] == list("えー、")
    assert (first.id, second.id, second.speaker) == ("s1", "s6", "S1")
    assert ([mark.end for mark in first.marks], second.marks) == ([3], [])


def test_a_split_is_in_proportion_to_the_characters_where_they_are_not(meeting, apply):
    before = meeting.segments[2]
    first, second = apply(meeting, {"op": "split", "segment": "s3", "offset": 5}).segments[2:4]
    share = (first.end - before.start) / (before.end - before.start)
    assert share == pytest.approx(5 / len(before.text), abs=0.001)
    assert second.doubtful, "nobody has listened to it yet"


def test_a_split_cuts_a_mark_in_two_and_drops_a_correction_across_it(meeting, apply):
    first, second = apply(meeting, {"op": "split", "segment": "s1", "offset": 1}).segments[:2]
    assert [(m.start, m.end) for m in (*first.marks, *second.marks)] == [(0, 1), (0, 2)]
    first, second = apply(meeting, {"op": "split", "segment": "s2", "offset": 7}).segments[1:3]
    assert (first.text, first.corrections, second.corrections) == ("それでは、みど", [], [])
    second = apply(meeting, {"op": "split", "segment": "s2", "offset": 2}).segments[2]
    assert [second.text[c.start : c.end] for c in second.corrections] == ["みどり市"]


@given(st.integers(1, 20), st.sampled_from(["s1", "s3", "s4"]))
def test_what_is_split_and_joined_again_says_the_same(meeting, apply, offset, name):
    before = next(segment for segment in meeting.segments if segment.id == name)
    try:
        split = apply(meeting, {"op": "split", "segment": name, "offset": offset})
    except BadRequest:
        return
    after = apply(split, {"op": "merge", "segments": [name, "s6"]})
    again = next(segment for segment in after.segments if segment.id == name)
    assert (again.text, again.start, again.end, again.words) == (
        before.text, before.start, before.end, before.words,
    )  # fmt: skip
    assert len(after.segments) == len(meeting.segments)


def test_a_run_is_joined_with_its_spans_and_doubts(meeting, apply):
    merged = apply(meeting, {"op": "merge", "segments": ["s2", "s3", "s4"]}).segments[1]
    assert merged.text == "".join(segment.text for segment in meeting.segments[1:4])
    assert (merged.id, merged.start, merged.end) == ("s2", 10.0, 39.0)
    assert (merged.speaker, merged.doubtful, merged.words) == ("S2", True, None)
    assert [merged.text[m.start : m.end] for m in merged.marks] == ["あのー、"]
    assert [merged.text[c.start : c.end] for c in merged.corrections] == ["みどり市"]
    assert merged.decoding.tokens == [5, 6] * 3


def test_two_words_in_latin_letters_are_joined_by_a_space(meeting, apply):
    after = apply(
        meeting,
        {"op": "text", "segment": "s3", "text": "Digital"},
        {"op": "text", "segment": "s4", "text": "Day の件"},
        {"op": "merge", "segments": ["s3", "s4"]},
    )
    assert after.segments[2].text == "Digital Day の件"


def test_segments_that_are_not_neighbours_or_too_long_are_not_joined(meeting, apply):
    for ids in (["s1", "s3"], ["s2", "s1"], ["s1", "s1"]):
        with pytest.raises(BadRequest, match="続いて並んだ"):
            apply(meeting, {"op": "merge", "segments": ids})
    long = [{"op": "text", "segment": name, "text": "あ" * 6000} for name in ("s1", "s2")]
    with pytest.raises(BadRequest, match="10,000"):
        apply(meeting, *long, {"op": "merge", "segments": ["s1", "s2"]})


def test_what_is_deleted_leaves_the_rest_in_order(meeting, apply):
    after = apply(meeting, {"op": "delete", "segments": ["s2", "s5"]})
    assert [segment.id for segment in after.segments] == ["s1", "s3", "s4"]
    assert after.minutes.decisions == []
    assert apply(after, {"op": "delete", "segments": ["s1", "s3", "s4"]}).segments == []

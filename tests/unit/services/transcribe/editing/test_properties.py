"""Whatever people do to a transcript, in whatever order, it stays whole and can be taken back."""

from contextlib import suppress
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from common.errors import BadRequest
from services.transcribe.editing.changes import Change, difference

IDS = st.sampled_from([f"s{n}" for n in range(1, 10)])
SPEAKERS = st.sampled_from(["S1", "S2", "S3", "S4"])
SMALL = st.integers(0, 12)
TYPED = st.one_of(st.text(max_size=30), st.just("あのー、決定しました。"))
NAMES = st.sampled_from(["佐藤", "田中", "話者2", "議長\n"])
RUNS = st.builds(
    lambda first, count: [f"s{n}" for n in range(first, first + count)], st.integers(1, 6), st.integers(2, 3)
)
ITEMS = st.fixed_dictionaries(
    {"text": st.sampled_from(["窓口を延長する", "予算を増やす"])},
    optional={"who": st.sampled_from(["佐藤", None]), "segment": IDS, "when": st.just("1月8日")},
)


def op(name: str, /, **members: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"op": st.just(name), **members})


def operations() -> st.SearchStrategy[dict[str, Any]]:
    """Any one operation, with members that often fit the meeting and sometimes do not."""
    return st.one_of(
        op("text", segment=IDS, text=TYPED),
        op("mark", segment=IDS, start=SMALL, end=SMALL),
        op("unmark", segment=IDS, index=st.integers(0, 1)),
        op("undo_correction", segment=IDS, index=st.just(0)),
        op("review", segments=st.lists(IDS, min_size=1, max_size=2)),
        op("split", segment=IDS, offset=st.integers(0, 30)),
        op("merge", segments=RUNS),
        op("merge", segments=st.lists(IDS, min_size=2, max_size=3)),
        op("delete", segments=st.lists(IDS, min_size=1, max_size=2)),
        op("speaker", segments=st.lists(IDS, min_size=1, max_size=3), speaker=SPEAKERS | st.none()),
        op("speaker", segments=st.lists(IDS, min_size=1, max_size=3), name=NAMES),
        op("rename_speaker", speaker=SPEAKERS, name=NAMES),
        op("merge_speakers", speaker=SPEAKERS, into=SPEAKERS),
        op("title", title=st.sampled_from(["会議", "第1回\x00"])),
        op("date", date=st.sampled_from(["2026-11-13", None])),
        op("place", place=st.sampled_from(["第1会議室", None])),
        op("label", label=st.sampled_from(["標準", "要機密"])),
        op(
            "minutes",
            section=st.sampled_from(["attendees", "agenda", "decisions", "tasks", "next_meeting"]),
            action=st.sampled_from(["add", "change", "delete"]),
            index=st.integers(0, 2),
            item=ITEMS,
        ),
    )


def states(meeting, apply, wanted):
    """Every state that the operations lead to, those left out that do not fit."""
    found = [meeting]
    for operation in wanted:
        with suppress(BadRequest):
            found.append(apply(found[-1], operation))
    return found


def seen(transcript):
    """All but the counters, which never go back."""
    return transcript.model_dump(exclude={"last_segment", "last_speaker"})


SEQUENCES = st.lists(operations(), max_size=12)


@given(SEQUENCES)
def test_undoing_every_change_gives_the_original_and_each_version_on_the_way(meeting, apply, wanted):
    found = states(meeting, apply, wanted)
    changes = [difference(one, other) for one, other in pairwise(found)]
    stored = [Change.model_validate_json(change.model_dump_json()) for change in changes]
    current = found[-1]
    for before, change in zip(reversed(found[:-1]), reversed(stored), strict=True):
        current = change.inverse().applied(current)
        assert seen(current) == seen(before)
    for after, change in zip(found[1:], stored, strict=True):
        current = change.applied(current)
        assert seen(current) == seen(after)


@given(SEQUENCES)
def test_two_far_versions_differ_by_one_change(meeting, apply, wanted):
    last = states(meeting, apply, wanted)[-1]
    change = difference(meeting, last)
    assert seen(change.applied(meeting)) == seen(last)
    assert seen(change.inverse().applied(last)) == seen(meeting)
    assert change.is_empty == (seen(meeting) == seen(last))


@given(SEQUENCES)
def test_spans_stay_in_their_text_and_corrections_on_their_words(meeting, apply, wanted):
    for segment in states(meeting, apply, wanted)[-1].segments:
        for spans in (segment.marks, segment.corrections):
            assert all(0 <= span.start < span.end <= len(segment.text) for span in spans)
            assert all(one.end <= other.start for one, other in pairwise(spans))
        assert all(segment.text[c.start : c.end] == c.entry for c in segment.corrections)


@given(SEQUENCES)
def test_times_stay_in_order_and_ids_are_never_used_twice(meeting, apply, wanted):
    found, ever = states(meeting, apply, wanted), {}
    for transcript in found:
        ids = [segment.id for segment in transcript.segments]
        assert len(ids) == len(set(ids))
        starts = [segment.start for segment in transcript.segments]
        assert starts == sorted(starts)
        assert all(segment.start <= segment.end for segment in transcript.segments)
        for segment in transcript.segments:
            assert ever.setdefault(segment.id, segment.start) == segment.start
        known = {speaker.id for speaker in transcript.speakers}
        assert {segment.speaker for segment in transcript.segments} <= known | {None}
        assert "\0" not in transcript.model_dump_json() and "\\u0000" not in transcript.model_dump_json()


@given(SEQUENCES, operations())
def test_an_id_of_an_undone_split_is_not_given_again(meeting, apply, wanted, other):
    """Undo brings back the segments, not the counters."""
    last = states(meeting, apply, wanted)[-1]
    undone = difference(meeting, last).inverse().applied(last)
    again = states(undone, apply, [other])[-1]
    made = {segment.id for segment in again.segments} - {segment.id for segment in undone.segments}
    assert not made & {segment.id for segment in last.segments}

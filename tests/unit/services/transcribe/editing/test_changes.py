import pytest

from services.transcribe.editing.changes import difference


def test_only_the_segments_that_changed_are_kept(meeting, apply):
    after = apply(
        meeting, {"op": "split", "segment": "s2", "offset": 5}, {"op": "delete", "segments": ["s4"]}
    )
    runs = [
        (run.at, [s.id for s in run.before], [s.id for s in run.after])
        for run in difference(meeting, after).segments
    ]
    assert runs == [(1, ["s2"], ["s2", "s6"]), (3, ["s4"], [])]


def test_a_name_is_one_small_change(meeting, apply):
    after = apply(meeting, {"op": "rename_speaker", "speaker": "S1", "name": "佐藤"})
    change = difference(meeting, after)
    assert (change.segments, [field.name for field in change.fields]) == ([], ["speakers"])


def test_a_change_does_not_fit_a_text_that_it_was_not_made_from(meeting, apply):
    change = difference(meeting, apply(meeting, {"op": "text", "segment": "s2", "text": "x"}))
    other = meeting.model_copy(update={"segments": meeting.segments[2:]})
    with pytest.raises(ValueError, match="does not fit"):
        change.applied(other)

import pytest

from common.errors import BadRequest


def spoken(segment):
    return [segment.text[mark.start : mark.end] for mark in segment.marks]


def test_typing_keeps_the_marks_and_corrections_it_leaves_alone(meeting, apply):
    typed = "それでは、みどり市の窓口を移すことに決定しました。"
    second = apply(meeting, {"op": "text", "segment": "s2", "text": typed}).segments[1]
    (kept,) = second.corrections
    assert (second.text, typed[kept.start : kept.end]) == (typed, "みどり市")
    assert (second.edited_by_person, second.doubtful, second.confidence) == (True, False, 0.9)
    touched = apply(meeting, {"op": "text", "segment": "s2", "text": "それでは、緑市です。"}).segments[1]
    assert touched.corrections == []
    first = apply(meeting, {"op": "text", "segment": "s1", "text": "えー、始めます。"}).segments[0]
    assert (spoken(first), first.words) == (["えー、"], None)


def test_typing_clears_the_doubt_and_so_does_a_review(meeting, apply):
    assert meeting.segments[2].doubtful
    assert not apply(meeting, {"op": "text", "segment": "s3", "text": "佐藤さんです。"}).segments[2].doubtful
    reviewed = apply(meeting, {"op": "review", "segments": ["s3"]}).segments[2]
    assert (reviewed.doubtful, reviewed.edited_by_person) == (False, False)


def test_a_filler_can_be_kept_and_another_marked(meeting, apply):
    kept = apply(meeting, {"op": "unmark", "segment": "s1", "index": 0})
    assert spoken(kept.segments[0]) == []
    marked = apply(
        meeting,
        {"op": "mark", "segment": "s1", "start": 16, "end": 18, "kind": "restart"},
        {"op": "mark", "segment": "s1", "start": 3, "end": 5},
    )
    assert spoken(marked.segments[0]) == ["えー、", "令和", "会議"]
    with pytest.raises(BadRequest):
        apply(marked, {"op": "mark", "segment": "s1", "start": 4, "end": 6})


def test_a_correction_undone_is_what_was_heard_and_the_others_move_with_it(meeting, apply):
    second = meeting.segments[1]
    (first,) = second.corrections
    later = first.model_copy(update={"start": 10, "end": 12, "entry": "窓口", "original": "まどぐち"})
    segments = [*meeting.segments]
    segments[1] = second.model_copy(update={"corrections": [first, later]})
    both = meeting.model_copy(update={"segments": segments})
    done = apply(both, {"op": "undo_correction", "segment": "s2", "index": 0}).segments[1]
    assert done.text.startswith("それでは、緑の市の窓口")
    assert [done.text[c.start : c.end] for c in done.corrections] == ["窓口"]
    done = apply(both, {"op": "undo_correction", "segment": "s2", "index": 1}).segments[1]
    assert done.text.startswith("それでは、みどり市のまどぐちの時間")
    assert [done.text[c.start : c.end] for c in done.corrections] == ["みどり市"]

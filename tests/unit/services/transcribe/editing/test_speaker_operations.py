import pytest

from common.errors import BadRequest


def names(transcript):
    called = {speaker.id: speaker.name for speaker in transcript.speakers}
    return [called.get(segment.speaker) for segment in transcript.segments]


def test_a_name_given_once_is_the_name_of_all_that_the_voice_said(meeting, apply):
    after = apply(meeting, {"op": "rename_speaker", "speaker": "S1", "name": "佐藤 市長"})
    assert names(after) == ["佐藤 市長", "話者2", "佐藤 市長", None, None]
    assert [segment.speaker for segment in after.segments] == ["S1", "S2", "S1", None, None]


def test_segments_are_given_to_a_known_a_new_or_no_speaker(meeting, apply):
    after = apply(
        meeting,
        {"op": "speaker", "segments": ["s3"], "speaker": "S2"},
        {"op": "speaker", "segments": ["s4", "s5"], "name": "田中"},
        {"op": "speaker", "segments": ["s1"]},
    )
    assert names(after) == [None, "話者2", "話者2", "田中", "田中"]
    assert [speaker.id for speaker in after.speakers] == ["S1", "S2", "S3"]
    again = apply(after, {"op": "speaker", "segments": ["s1"], "name": "田中"})
    assert names(again)[0] == "田中" and len(again.speakers) == 3


def test_two_voices_that_were_one_person_are_merged(meeting, apply):
    after = apply(meeting, {"op": "merge_speakers", "speaker": "S2", "into": "S1"})
    assert names(after) == ["話者1", "話者1", "話者1", None, None]
    assert [speaker.id for speaker in after.speakers] == ["S1"]
    new = apply(after, {"op": "speaker", "segments": ["s5"], "name": "田中"})
    assert new.speakers[-1].id == "S3", "S2 was somebody else"


def test_two_speakers_do_not_get_the_same_name_by_renaming(meeting, apply):
    with pytest.raises(BadRequest, match="まとめて"):
        apply(meeting, {"op": "rename_speaker", "speaker": "S1", "name": "話者2"})
    apply(meeting, {"op": "rename_speaker", "speaker": "S1", "name": "話者1"})

from services.transcribe.speakers.assignment import assigned
from services.transcribe.speakers.turns import Turn


def turns(*given: tuple[float, float, int]) -> list[Turn]:
    return [Turn(start=start, end=end, speaker=who) for start, end, who in given]


def test_speakers_are_named_in_the_order_in_which_they_are_heard(heard):
    segments = [heard(("はい。", 0, 1)), heard(("では。", 2, 3)), heard(("ええ。", 4, 5))]
    named, speakers = assigned(segments, turns((0, 1, 4), (2, 3, 1), (4, 5, 4)))
    assert [segment.speaker for segment in named] == ["S1", "S2", "S1"]
    assert [segment.id for segment in named] == ["s1", "s2", "s3"]
    assert [(speaker.id, speaker.name) for speaker in speakers] == [("S1", "話者1"), ("S2", "話者2")]


def test_a_voice_to_which_no_text_belongs_is_no_speaker(heard):
    _, speakers = assigned([heard(("はい。", 0, 1))], turns((0, 1, 0), (30, 31, 1)))
    assert [speaker.id for speaker in speakers] == ["S1"]


def test_two_voices_at_once_are_said_so(heard):
    segments = [heard(("本日は。", 0, 3)), heard(("では。", 5, 6))]
    named, _ = assigned(segments, turns((0, 3, 0), (2, 4, 1), (5, 6, 0)))
    assert [segment.overlap for segment in named] == [True, False]


def test_a_moment_of_two_voices_is_the_change_from_one_to_the_other(heard):
    named, _ = assigned([heard(("本日は。", 0, 3))], turns((0, 3, 0), (2.9, 4, 1)))
    assert not named[0].overlap


def test_without_turns_nobody_is_named(heard):
    named, speakers = assigned([heard(("はい。", 0, 1))], [])
    assert (named[0].speaker, named[0].overlap, speakers) == (None, False, [])

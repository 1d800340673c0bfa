from services.transcribe.speakers.turns import Turn, in_order


def test_turns_are_sorted_and_voices_numbered_as_they_are_first_heard():
    given = [
        Turn(start=4, end=5, speaker=2),
        Turn(start=0, end=1, speaker=7),
        Turn(start=2, end=3, speaker=2),
    ]
    assert [(t.start, t.speaker) for t in in_order(given)] == [(0, 0), (2, 1), (4, 1)]


def test_no_turns_are_in_order():
    assert in_order([]) == []

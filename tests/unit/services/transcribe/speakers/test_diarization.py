import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.transcribe.speakers.diarization import diarized
from services.transcribe.speakers.voices import Voices


def speakers(chunks: list[Voices], count: int | None) -> list[int]:
    return [turn.speaker for turn in diarized(chunks, count)]


def test_voices_are_told_apart(chunk):
    turns = diarized([chunk([4, 2, 4, 3, 2, 3, 4, 2, 3])])
    assert [turn.speaker for turn in turns] == [0, 1, 0, 2, 1, 2, 0, 1, 2]
    assert [(turn.start, turn.end) for turn in turns][:2] == [(0.0, 1.5), (2.0, 3.5)]


def test_the_same_voice_in_two_chunks_is_one_speaker(chunk):
    first, second = chunk([0, 1, 0, 1]), chunk([1, 0, 1, 0], start=300.0, seed=2)
    assert speakers([first, second], None) == [0, 1, 0, 1, 1, 0, 1, 0]
    assert diarized([first, second])[4].start == pytest.approx(300)


def test_a_recording_of_one_speaker_has_one(chunk):
    assert set(speakers([chunk([0] * 30)], None)) == {0}


def test_nothing_said_has_no_turns(chunk):
    silent = chunk([])
    assert diarized([silent, silent], 3) == []
    assert diarized([]) == []


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_count_that_is_given_is_kept_to(chunk, count):
    assert len(set(speakers([chunk([0, 1, 2, 3] * 6)], count))) == count


def test_not_more_speakers_than_phrases(chunk):
    assert len(set(speakers([chunk([0, 1])], 9))) == 2


def test_a_voice_heard_only_once_is_found_when_the_count_is_given(chunk):
    assert speakers([chunk([0, 1, 0, 1, 2, 0, 1, 0])], 3) == [0, 1, 0, 1, 2, 0, 1, 0]


@given(st.lists(st.lists(st.integers(0, 3), max_size=6), max_size=4), st.sampled_from([None, 1, 2, 5]))
@settings(max_examples=40, deadline=None)
def test_turns_are_in_order_whole_and_numbered_as_heard(chunk, spoken, count):
    chunks = [chunk(voices, start=20.0 * n, seed=n) for n, voices in enumerate(spoken)]
    turns = diarized(chunks, count)
    heard = list(dict.fromkeys(turn.speaker for turn in turns))
    assert heard == list(range(len(heard)))
    assert turns == sorted(turns, key=lambda turn: turn.start)
    assert sum(t.end - t.start for t in turns) >= 1.5 * sum(map(len, spoken)) - 1e-6
    assert len(heard) <= (count or 5)


def test_six_hours_take_seconds(chunk):
    chunks = [chunk([n % 4 for n in range(150)], start=300.0 * n, seed=n) for n in range(72)]
    began = time.process_time()
    assert len(set(speakers(chunks, None))) == 4
    assert time.process_time() - began < 60

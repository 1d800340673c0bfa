import numpy as np
import pytest

from services.transcribe.audio.pcm import RATE
from services.transcribe.speakers.diarization import diarized
from services.transcribe.speakers.voices import Voices, voices_in

CHAIR, TANAKA, NAKAMURA = 0, 1, 2
SAID = [CHAIR, TANAKA, NAKAMURA, CHAIR, NAKAMURA, CHAIR, TANAKA, CHAIR]
"""Who speaks in the made meeting; the chair's fourth and fifth lines are one turn."""


def no_check() -> None:
    pass


def who(voices: list[Voices], count: int | None) -> list[int]:
    order = [turn.speaker for turn in diarized(voices, count) if turn.end - turn.start > 1]
    return [voice for n, voice in enumerate(order) if n == 0 or voice != order[n - 1]]


@pytest.fixture(scope="module")
def meeting(model, meeting_sound) -> Voices:
    return voices_in(model, meeting_sound, 0.0, check=no_check)


@pytest.mark.models
@pytest.mark.parametrize("count", [3, None])
def test_the_made_meeting_has_its_three_speakers(meeting, count):
    assert who([meeting], count) == SAID


@pytest.mark.models
def test_so_it_has_in_two_chunks_read_back_from_json(model, meeting_sound):
    middle = int(29.2 * RATE)
    chunks = [
        voices_in(model, meeting_sound[:middle], 0.0, check=no_check),
        voices_in(model, meeting_sound[middle:], middle / RATE, check=no_check),
    ]
    stored = [Voices.model_validate_json(chunk.model_dump_json()) for chunk in chunks]
    assert stored == chunks
    assert who(stored, None) == SAID


@pytest.mark.models
def test_one_voice_alone_is_one(model, meeting_sound):
    chair = meeting_sound[int(29.4 * RATE) : int(43.4 * RATE)]
    assert who([voices_in(model, chair, 0.0, check=no_check)], None) == [0]


@pytest.mark.models
@pytest.mark.parametrize("seconds", [0, 0.005, 0.5, 3, 12])
def test_silence_of_any_length_has_no_voices(model, seconds):
    assert voices_in(model, np.zeros(int(seconds * RATE), np.float32), 0.0, check=no_check).stretches == []


@pytest.mark.models
@pytest.mark.parametrize("seconds", [0.3, 1.0, 4.0, 9.99, 10.01])
def test_speech_of_any_length_is_taken(model, meeting_sound, seconds):
    found = voices_in(model, meeting_sound[: int(seconds * RATE)], 0.0, check=no_check)
    assert len(found.stretches) == len(found.unit_vectors)
    assert all(0 <= s.start < s.end <= seconds + 0.02 for s in found.stretches)


@pytest.mark.models
def test_noise_has_no_voices(model):
    noise = (0.1 * np.random.default_rng(1).standard_normal(20 * RATE)).astype(np.float32)
    assert voices_in(model, noise, 0.0, check=no_check).stretches == []


@pytest.mark.models
def test_it_can_be_stopped_between_batches(model, meeting_sound):
    class Stopped(Exception):
        pass

    calls = 0

    def check() -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise Stopped

    with pytest.raises(Stopped):
        voices_in(model, meeting_sound[: 60 * RATE], 0.0, check=check)


@pytest.mark.models
def test_what_is_stored_is_small(meeting, meeting_sound):
    assert len(meeting.model_dump_json()) < 600 * len(meeting_sound) / RATE

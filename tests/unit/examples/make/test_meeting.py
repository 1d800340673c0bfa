import av
import numpy as np
import pytest

from examples.make import meeting

SCRIPT = meeting.turns(meeting.SCRIPT.read_text("utf-8"))


def seconds(path) -> float:
    with av.open(str(path)) as container:
        return float(container.duration / av.time_base)


def test_the_audio_is_a_small_file_of_about_a_minute() -> None:
    assert meeting.AUDIO.stat().st_size < 700_000
    assert 50 < seconds(meeting.AUDIO) < 80


def test_three_people_speak_and_each_has_a_voice_of_its_own() -> None:
    assert {turn.speaker for turn in SCRIPT} == set(meeting.VOICES)
    assert len(set(meeting.VOICES.values())) == 3


def test_the_script_decides_twice_and_asks_for_work_by_a_date() -> None:
    text = "".join(turn.text for turn in SCRIPT)
    assert text.count("ことに決定しました") == 2
    assert text.count("日までに") == 2
    assert "次回の会議は" in text


def test_the_pause_between_turns_is_that_of_a_meeting() -> None:
    assert all(0.4 <= pause <= 0.8 for pause in meeting.PAUSES_S)


@pytest.mark.parametrize(
    ("written", "read"), [("12月4日", "じゅうにがつ、よっか"), ("2月13日", "にがつ、じゅうさんにち")]
)
def test_the_longest_written_form_is_read_aloud(written, read) -> None:
    readings = {"2月": "にがつ、", "12月": "じゅうにがつ、", "4日": "よっか", "13日": "じゅうさんにち"}
    assert meeting.aloud(written, readings) == read


def test_encoding_keeps_the_length_of_the_sound(tmp_path) -> None:
    second = np.sin(np.linspace(0, 2764, meeting.SAMPLE_RATE_HZ)).astype(np.float32)
    meeting.encode(second, tmp_path / "tone.m4a")
    assert seconds(tmp_path / "tone.m4a") == pytest.approx(1, abs=0.1)

"""Times stay those of the recording as players show them, and stamps that lie are not believed."""

from fractions import Fraction

import av
import numpy as np
import pytest

from services.transcribe.audio.pcm import RATE
from tests.unit.services.transcribe.audio.recordings import beep_times, beeps, frames, record

HOUR = 3600


@pytest.fixture
def pieces(tmp_path):
    """An mkv of two-second pieces of sound, the n-th of which begins at the n-th time given."""

    def make(*starts, name="a.mkv", codec="pcm_s16le"):
        with av.open(str(tmp_path / name), "w") as made:
            stream = made.add_stream(codec, rate=RATE, layout="mono")
            for start in starts:
                for frame in frames(RATE, beeps(2, RATE), "mono", start):
                    made.mux(stream.encode(frame))
            made.mux(stream.encode(None))
        return tmp_path / name

    return make


@pytest.mark.parametrize("name", ["a.mp4", "a.mov", "a.mkv", "a.webm"])
def test_sound_that_begins_after_the_picture_keeps_its_time(extracted, sound, tmp_path, name):
    video, audio = ("libvpx", "libopus") if name == "a.webm" else ("mpeg4", "aac")
    with av.open(str(tmp_path / name), "w") as made:
        pictures = made.add_stream(video, rate=10, width=64, height=64, pix_fmt="yuv420p")
        stream = made.add_stream(audio, rate=48000, layout="mono")
        for number in range(60):
            picture = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
            picture.pts, picture.time_base = number, Fraction(1, 10)
            made.mux(pictures.encode(picture))
        for frame in frames(48000, beeps(3, 48000), "mono", 2.5):
            made.mux(stream.encode(frame))
        made.mux([*pictures.encode(None), *stream.encode(None)])
    decoded = extracted(tmp_path / name)
    assert decoded.warnings == []
    assert beep_times(sound()) == pytest.approx([2.9, 3.9, 4.9], abs=0.05)


def test_a_live_recording_whose_stamps_begin_late_starts_at_zero(extracted, sound, tmp_path):
    path = record(tmp_path / "a.webm", "libopus", 48000, beeps(3, 48000), begin=5000)
    assert extracted(path).seconds == pytest.approx(3, abs=0.1)
    assert beep_times(sound()) == pytest.approx([0.4, 1.4, 2.4], abs=0.05)


def test_a_pause_of_the_recorder_becomes_silence_and_is_said(extracted, sound, pieces):
    decoded = extracted(pieces(0, 20, 31.3))
    assert decoded.seconds == pytest.approx(33.3, abs=0.1)
    assert beep_times(sound()) == pytest.approx([0.4, 1.4, 20.4, 21.4, 31.7, 32.7], abs=0.05)
    assert np.abs(sound(2.1, 19.9)).max() == 0
    assert "合わせて27秒" in decoded.warnings[0]


@pytest.mark.parametrize("jump", [400 * HOUR, 3 * HOUR], ids=["400h", "3h"])
def test_a_clock_that_jumps_ahead_does_not_fill_the_disk(extracted, sound, pieces, pcm, jump):
    decoded = extracted(pieces(0, 2, 4 + jump, 6 + jump))
    assert decoded.seconds == pytest.approx(8, abs=0.1)
    assert pcm.stat().st_size < 10 * RATE * 2
    assert len(beep_times(sound())) == 8
    assert "飛んでいます" in "".join(decoded.warnings)


@pytest.mark.parametrize(("name", "codec"), [("a.ts", "mp2"), ("a.ogg", "libopus"), ("a.mp3", "libmp3lame")])
def test_recordings_joined_end_to_end_lose_nothing(extracted, sound, tmp_path, name, codec):
    """As a camera does that splits its files, and people who join them: the stamps begin anew."""
    first = record(tmp_path / name, codec, 48000, beeps(4, 48000), begin=100).read_bytes()
    second = record(tmp_path / name, codec, 48000, beeps(4, 48000)).read_bytes()
    (tmp_path / name).write_bytes(first + second)
    assert extracted(tmp_path / name).seconds == pytest.approx(8, abs=0.15)
    assert beep_times(sound()) == pytest.approx(np.arange(8) + 0.4, abs=0.15)


def test_many_credible_gaps_are_bounded_by_what_was_heard(extracted, pieces):
    decoded = extracted(pieces(*range(0, 20 * 500, 500)))
    assert decoded.seconds < 600 + 21 * 40


def test_negative_stamps_are_read(extracted, sound, tmp_path):
    path = record(tmp_path / "a.mkv", "pcm_s16le", RATE, beeps(3, RATE), begin=-2)
    assert extracted(path).seconds == pytest.approx(3, abs=0.1)
    assert beep_times(sound()) == pytest.approx([0.4, 1.4, 2.4], abs=0.05)


def test_an_edit_list_moves_the_sound_as_players_do(extracted, sound, tmp_path):
    """The muxer writes an edit that skips the first second: media time 1 s plays at 0."""
    path = record(
        tmp_path / "a.mp4", "aac", 48000, beeps(4, 48000), begin=-1, container_options={"use_editlist": "1"}
    )
    assert extracted(path).seconds == pytest.approx(3, abs=0.1)
    assert beep_times(sound()) == pytest.approx([0.4, 1.4, 2.4], abs=0.05)

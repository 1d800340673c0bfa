"""What goes wrong with recordings, through the API: text with a warning, or a problem that says what to do."""

import struct

import av
import numpy as np
import pytest
from fastapi.testclient import TestClient

from common.settings import Settings
from services.transcribe.app import create_app
from services.transcribe.audio.pcm import RATE
from tests.unit.services.transcribe.audio.recordings import beeps, record

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with TestClient(create_app(Settings(data={"folder": tmp_path_factory.mktemp("data")}))) as opened:
        yield opened


@pytest.fixture
def transcribed(client, send, wait):
    """What the API shows of a recording once its job has ended."""

    def run(path, **more):
        job = wait(client, send(client, path, **({"name": path.name} | more))["id"])
        return client.get(f"/v1/transcriptions/{job['id']}").json()

    return run


def failed(shown, code):
    assert (shown["status"], shown["error"]["code"], shown["segments"]) == ("failed", code, [])
    assert "ください" in shown["error"]["detail"]
    assert shown["has_audio"], "nothing is lost"
    return shown["error"]["detail"]


def test_a_video_without_sound(transcribed, tmp_path):
    with av.open(str(tmp_path / "a.mp4"), "w") as made:
        stream = made.add_stream("mpeg4", rate=10, width=64, height=64)
        made.mux([p for _ in range(10) for p in stream.encode(av.VideoFrame(64, 64, "yuv420p"))])
        made.mux(stream.encode(None))
    assert "音声が入っていません" in failed(transcribed(tmp_path / "a.mp4"), "unsupported_format")


@pytest.mark.parametrize("seconds", [0.05, 1])
def test_a_recording_of_a_second_or_less(transcribed, speech_wav, seconds):
    shown = transcribed(speech_wav(0, seconds))
    assert (shown["status"], shown["duration"]) == ("succeeded", seconds)


def test_silence_in_two_channels(transcribed, tmp_path):
    shown = transcribed(record(tmp_path / "a.m4a", "aac", 48000, np.zeros(48000 * 40), layout="stereo"))
    assert (shown["status"], shown["segments"], shown["warnings"]) == ("succeeded", [], [])


def test_a_corrupt_middle(transcribed, speech_wav, meeting_sound, tmp_path):
    path = record(tmp_path / "a.flac", "flac", RATE, meeting_sound[: 24 * RATE])
    content = bytearray(path.read_bytes())
    third = len(content) // 3
    content[third : 2 * third] = np.random.default_rng(0).bytes(third)
    path.write_bytes(content)
    shown = transcribed(path)
    assert shown["duration"] == pytest.approx(24, abs=0.3)
    assert shown["segments"][0]["start"] < 3
    assert shown["segments"][-1]["end"] > 16, "the end is heard at its own time"
    assert "抜けている" in "".join(shown["warnings"])


@pytest.mark.parametrize("name", ["会議.wav", "会議.docx", "会議"])
def test_a_wrong_extension(transcribed, tmp_path, name):
    path = record(tmp_path / "a.mp3", "libmp3lame", 44100, beeps(2, 44100))
    assert transcribed(path, name=name)["status"] == "succeeded"


@pytest.mark.parametrize(
    "playlist",
    ["#EXTM3U\n#EXTINF:2,\n{}\n#EXT-X-ENDLIST\n", "ffconcat version 1.0\nfile '{}'\n"],
    ids=["hls", "concat"],
)
def test_a_playlist_that_names_another_recording(transcribed, tmp_path, playlist):
    other = record(tmp_path / "other.wav", "pcm_s16le", RATE, beeps(2, RATE))
    (tmp_path / "a.wav").write_text(playlist.format(other))
    failed(transcribed(tmp_path / "a.wav"), "unsupported_format")


@pytest.mark.parametrize("rate", [1, 4_000_000_000])
def test_an_absurd_sample_rate(transcribed, tmp_path, rate):
    path = record(tmp_path / "a.wav", "pcm_s16le", RATE, beeps(2, RATE))
    path.write_bytes(path.read_bytes().replace(struct.pack("<I", RATE), struct.pack("<I", rate), 1))
    assert str(rate) in failed(transcribed(path), "broken_file") or rate > 2**31


def test_nul_bytes_in_every_field(transcribed, client, send, wait, tmp_path):
    path = record(tmp_path / "a.wav", "pcm_s16le", RATE, beeps(2, RATE))
    job = send(client, path, name="会\0議.wav", title="定例\0会", vocabulary="田\0中、\0")
    done = wait(client, job["id"])
    shown = client.get(f"/v1/transcriptions/{done['id']}").json()
    assert (shown["status"], shown["title"]) == ("succeeded", "定例会")
    assert "\\u0000" not in client.get(f"/v1/transcriptions/{done['id']}").text
    answer = client.post(
        "/v1/audio/transcriptions",
        files={"file": ("\0.wav", path.read_bytes())},
        data={"prompt": "\0", "keywords[]": ["\0"], "model": "\0", "language": "ja\0"},
    )
    assert answer.status_code in (200, 422)
    assert answer.status_code == 200 or "ja" in answer.json()["error"]["message"]


def test_a_faint_recording_is_heard(transcribed, meeting_sound, write_wav, tmp_path):
    """60 dB below full scale: the speech detector would find nothing in it."""
    faint = meeting_sound[: 10 * RATE] / np.abs(meeting_sound).max() / 1000
    shown = transcribed(write_wav(tmp_path / "a.wav", faint))
    assert "会議" in "".join(segment["text"] for segment in shown["segments"])
    assert "音がとても小さい" in shown["warnings"][0]


def test_a_reversed_channel_does_not_cancel_the_speech(transcribed, meeting_sound, write_wav, tmp_path):
    voice = meeting_sound[: 10 * RATE]
    both = np.stack([voice, -voice], axis=1).ravel()
    shown = transcribed(write_wav(tmp_path / "a.wav", both, channels=2))
    assert "会議" in "".join(segment["text"] for segment in shown["segments"])

"""`stream=True`: what is heard comes while the rest is still being heard."""

import json
import time

import docx
import httpx
import numpy as np
import openai
import pytest

from services.transcribe.audio.pcm import RATE

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def meeting(speech_wav):
    return speech_wav(0, 26)


def stream(client, path, **options):
    return client.audio.transcriptions.create(model="gpt-4o-transcribe", file=path, stream=True, **options)


def jobs(client):
    return client.get("/jobs", cast_to=list)


def test_each_segment_is_told_as_it_is_heard_and_then_the_whole(client, meeting):
    told, running = [], []
    with stream(client, meeting, language="ja") as events:
        for event in events:
            told.append(event)
            running.append(jobs(client)[0]["status"])
    *deltas, last = told
    assert [event.type for event in deltas] == ["transcript.text.delta"] * len(deltas)
    assert len(deltas) >= 3
    assert running[0] == "running", "the first came before the end"
    assert last.type == "transcript.text.done"
    assert last.text == "".join(event.delta for event in deltas)
    assert "運営会議" in last.text
    assert last.usage.seconds == 26.0


def test_diarized_streams_give_the_segments_with_speakers(client, speech_wav):
    told = list(stream(client, speech_wav(0, 8), response_format="diarized_json"))
    kinds = [event.type for event in told]
    assert kinds[0] == "transcript.text.delta"
    assert kinds[-2:] == ["transcript.text.segment", "transcript.text.done"]
    segments = [event for event in told if event.type == "transcript.text.segment"]
    assert [s.id for s in segments] == [e.segment_id for e in told if e.type == "transcript.text.delta"]
    assert all(segment.speaker for segment in segments)


def test_the_raw_stream_is_server_sent_events(client, speech_wav):
    with client.audio.transcriptions.with_streaming_response.create(
        model="whisper-1", file=speech_wav(0, 8), stream=True
    ) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in answer.iter_lines() if line]
    assert all(line.startswith("data: ") for line in lines)
    assert json.loads(lines[-1].removeprefix("data: "))["type"] == "transcript.text.done"


def test_with_streaming_response_gives_the_plain_answer_too(client, speech_wav):
    with client.audio.transcriptions.with_streaming_response.create(
        model="whisper-1", file=speech_wav(0, 8)
    ) as answer:
        assert "会議" in answer.parse().text


def test_silence_streams_nothing_but_its_end(client, write_wav, tmp_path):
    told = list(stream(client, write_wav(tmp_path / "a.wav", np.zeros(3 * RATE))))
    assert [(event.type, event.text) for event in told] == [("transcript.text.done", "")]


def test_a_broken_file_ends_the_stream_with_an_error(client, tmp_path):
    docx.Document().save(str(tmp_path / "a.docx"))
    with pytest.raises(openai.APIError, match="音声・動画ファイルではありません") as broken:
        list(stream(client, tmp_path / "a.docx"))
    assert (broken.value.code, broken.value.type) == ("unsupported_format", "invalid_request_error")


@pytest.mark.parametrize("how", ["deleted", "cancelled"])
def test_a_transcription_that_goes_away_ends_the_stream_with_an_error(client, meeting, how):
    with (
        pytest.raises(openai.APIError, match=r"ありません|取り消されました"),
        stream(client, meeting) as events,
    ):
        for _ in events:
            job = jobs(client)[0]
            path = f"/transcriptions/{job['id']}" if how == "deleted" else f"/jobs/{job['id']}"
            client.delete(path, cast_to=httpx.Response)


def test_a_client_that_leaves_loses_nothing(client, meeting, wait, server):
    events = stream(client, meeting)
    next(iter(events))
    events.close()
    time.sleep(0.5)
    job = jobs(client)[0]
    with httpx.Client(base_url=server.removesuffix("/v1"), timeout=30) as plain:
        assert wait(plain, job["id"])["status"] == "succeeded"
        assert len(plain.get(f"/v1/transcriptions/{job['id']}").json()["segments"]) >= 3

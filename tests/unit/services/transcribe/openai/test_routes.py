"""The real `openai` client against a real server on loopback."""

import socket
import threading
import time

import docx
import openai
import pytest
import uvicorn

from common.settings import Settings
from services.transcribe.app import create_app

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The address of a running service."""
    app = create_app(Settings(data={"folder": tmp_path_factory.mktemp("data")}))
    running = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on"))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
        thread.start()
        while not running.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
        running.should_exit = True
        thread.join(20)


@pytest.fixture(scope="module")
def client(server):
    with openai.OpenAI(base_url=server, api_key="unused", max_retries=0, timeout=120) as opened:
        yield opened


@pytest.fixture(scope="module")
def sound(speech_wav):
    return speech_wav(0, 8)


def test_the_default_answer_is_the_text(client, sound):
    answer = client.audio.transcriptions.create(model="whisper-1", file=sound)
    assert "運営会議" in answer.text
    assert answer.usage.seconds == 8.0


def test_verbose_json_has_segments_and_words(client, sound):
    answer = client.audio.transcriptions.create(
        model="whisper-1",
        file=sound,
        language="ja",
        response_format="verbose_json",
        timestamp_granularities=["word", "segment"],
    )
    assert (answer.language, answer.duration) == ("ja", 8.0)
    first = answer.segments[0]
    assert first.id == 0
    assert first.avg_logprob < 0
    assert first.tokens
    assert 0 <= first.start < first.end <= 8.0
    assert answer.words[0].start < answer.words[-1].end <= 8.5


@pytest.mark.parametrize(("chosen", "mark"), [("text", "会議"), ("srt", "00:00:00,"), ("vtt", "WEBVTT")])
def test_text_formats_come_as_strings(client, sound, chosen, mark):
    answer = client.audio.transcriptions.create(
        model="any", file=sound, response_format=chosen, prompt="議事録です。"
    )
    assert isinstance(answer, str)
    assert mark in answer


# openai marks its whole translations API as deprecated; what it sends has not changed.
@pytest.mark.filterwarnings("ignore:deprecated:DeprecationWarning")
def test_translation_answers_in_english(client, sound):
    answer = client.audio.translations.create(model="whisper-1", file=sound)
    assert sum(c.isascii() for c in answer.text) > len(answer.text) * 0.9


def test_the_call_stays_in_the_list_of_transcriptions(client, sound):
    names = [entry["name"] for entry in client.get("/transcriptions", cast_to=list)]
    assert sound.name in names


def test_a_broken_file_raises_the_clients_own_error(client, tmp_path):
    docx.Document().save(str(tmp_path / "a.docx"))
    with pytest.raises(openai.APIStatusError) as refused:
        client.audio.transcriptions.create(model="whisper-1", file=tmp_path / "a.docx")
    assert refused.value.status_code == 415
    assert refused.value.code == "unsupported_format"
    assert "音声・動画ファイルではありません" in refused.value.message


def test_bad_parameters_raise_unprocessable_entity(client, sound):
    with pytest.raises(openai.UnprocessableEntityError, match="klingon"):
        client.audio.transcriptions.create(model="whisper-1", file=sound, language="klingon")
    with pytest.raises(openai.UnprocessableEntityError, match="response_format"):
        client.audio.transcriptions.create(model="whisper-1", file=sound, response_format="diarized_json")
    with pytest.raises(openai.UnprocessableEntityError, match="stream"):
        client.audio.transcriptions.create(model="whisper-1", file=sound, stream=True)

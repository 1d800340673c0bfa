"""Everything that the `openai` client asks of `/v1/audio`, but streams."""

import docx
import httpx
import openai
import pytest

pytestmark = pytest.mark.models


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
    assert "S1" not in answer, "what is said, and nothing of who says it"


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


def test_bad_parameters_raise_unprocessable_entity_and_name_the_parameter(client, sound):
    with pytest.raises(openai.UnprocessableEntityError, match="klingon"):
        client.audio.transcriptions.create(model="whisper-1", file=sound, language="klingon")
    with pytest.raises(openai.UnprocessableEntityError, match="logprobs には対応していません") as refused:
        client.audio.transcriptions.create(model="gpt-4o-transcribe", file=sound, include=["logprobs"])
    assert (refused.value.param, refused.value.type) == ("include", "invalid_request_error")
    with pytest.raises(openai.UnprocessableEntityError, match="known_speaker_names") as refused:
        client.audio.transcriptions.create(
            model="gpt-4o-transcribe-diarize",
            file=sound,
            response_format="diarized_json",
            extra_body={"known_speaker_names": ["田中"], "known_speaker_references": ["data:,"]},
        )
    assert refused.value.param == "known_speaker_names"
    with pytest.raises(openai.UnprocessableEntityError, match="stream は response_format が"):
        client.audio.transcriptions.create(
            model="whisper-1", file=sound, stream=True, response_format="verbose_json"
        )
    with pytest.raises(openai.UnprocessableEntityError, match="response_format") as refused:
        client.audio.transcriptions.create(model="whisper-1", file=sound, response_format="xml")
    assert refused.value.param == "response_format"


def test_what_newer_clients_send_is_taken(client, sound):
    answer = client.audio.transcriptions.create(
        model="gpt-4o-transcribe",
        file=sound,
        language="ja-JP",
        chunking_strategy={"type": "server_vad", "silence_duration_ms": 300},
        temperature=0,
        prompt="議事録\x00です。",
        extra_body={"keywords": ["運営会議", "みどり\x00市"]},
    )
    assert "運営会議" in answer.text
    automatic = client.audio.transcriptions.create(
        model="x", file=sound, language="japanese", chunking_strategy="auto"
    )
    assert "会議" in automatic.text


def test_diarized_json_has_a_speaker_for_each_segment(client, sound):
    answer = client.audio.transcriptions.create(
        model="gpt-4o-transcribe-diarize", file=sound, response_format="diarized_json"
    )
    assert (answer.task, answer.duration) == ("transcribe", 8.0)
    first = answer.segments[0]
    assert first.type == "transcript.text.segment"
    assert 0 <= first.start < first.end <= 8.0
    assert first.speaker
    assert answer.text == " ".join(segment.text for segment in answer.segments)


def test_a_retry_after_a_timeout_joins_the_job_that_is_there(client, server, sound):
    def send(**headers):
        client.audio.transcriptions.create(model="whisper-1", file=sound, extra_headers=headers)
        return len(client.get("/transcriptions?limit=200", cast_to=list))

    before = send()
    assert send(**{"x-stainless-retry-count": "1"}) == before
    assert send(**{"x-stainless-retry-count": "0"}) == before + 1
    another = sound.with_name("another.wav")
    another.write_bytes(sound.read_bytes()[:-32000])
    answer = httpx.post(
        f"{server}/audio/transcriptions",
        files={"file": ("a.wav", another.read_bytes())},
        headers={"x-stainless-retry-count": "2"},
        timeout=120,
    )
    assert answer.json()["usage"]["seconds"] == 7.0

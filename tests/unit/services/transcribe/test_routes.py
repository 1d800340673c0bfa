"""The API over one recording that is really transcribed, once for all tests here."""

import io
import json

import docx
import numpy as np
import pytest
from fastapi.testclient import TestClient

from common.settings import Settings
from services.transcribe.app import create_app
from services.transcribe.audio.pcm import RATE

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def data_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def client(data_folder):
    """One service for the whole module."""
    with TestClient(create_app(Settings(data={"folder": data_folder}))) as opened:
        yield opened


@pytest.fixture(scope="module")
def heard(client, send, wait, speech_wav):
    """The first 36 seconds of the meeting: date, agenda, a decision."""
    job = send(client, speech_wav(0, 36), name="運営会議.wav", vocabulary="みどり市、田中", speakers=3)
    done = wait(client, job["id"])
    assert done["status"] == "succeeded", done
    return done


@pytest.fixture
def own(heard):
    return heard["result"]["links"]["self"]


def test_an_accepted_recording_says_where_its_job_is(client, send, wait, write_wav, tmp_path):
    sound = write_wav(tmp_path / "a.wav", np.zeros(RATE))
    form = {"title": "予算/決算\x00の会議", "date": "2026-04-01"}
    answer = client.post("/v1/transcriptions", files={"file": ("a.wav", sound.read_bytes())}, data=form)
    assert answer.status_code == 202
    assert answer.headers["location"] == f"/v1/jobs/{answer.json()['id']}"
    own = wait(client, answer.json()["id"])["result"]["links"]["self"]
    shown = client.get(own).json()
    assert (shown["title"], shown["minutes"]["date"]) == ("予算/決算の会議", "2026-04-01")


def test_the_transcription_has_segments_with_times_and_minutes(client, own):
    shown = client.get(own).json()
    assert (shown["status"], shown["language"], shown["speakers_asked"]) == ("succeeded", "ja", 3)
    assert shown["duration"] == 36.0
    assert shown["title"] == "運営会議"
    assert shown["vocabulary"] == ["みどり市", "田中"]
    starts = [segment["start"] for segment in shown["segments"]]
    assert len(starts) >= 3
    assert starts == sorted(starts)
    assert all(0 < segment["confidence"] <= 1 for segment in shown["segments"])
    assert shown["minutes"]["date"] == "2026-11-13"
    ids = {segment["id"] for segment in shown["segments"]}
    assert {decision["segment"] for decision in shown["minutes"]["decisions"]} <= ids
    assert any("決定しました" in decision["text"] for decision in shown["minutes"]["decisions"])


def test_the_list_shows_it_newest_first(client, heard):
    listed = client.get("/v1/transcriptions").json()
    assert {entry["id"]: entry["duration"] for entry in listed}[heard["id"]] == 36.0
    created = [entry["created_at"] for entry in listed]
    assert created == sorted(created, reverse=True)
    assert len(client.get("/v1/transcriptions?limit=1").json()) == 1


@pytest.mark.parametrize("chosen", ["docx", "txt", "md", "srt", "vtt", "json"])
def test_every_export_carries_its_japanese_name(client, heard, chosen):
    answer = client.get(heard["result"]["links"][chosen])
    assert answer.status_code == 200
    disposition = answer.headers["content-disposition"]
    assert f"filename=\"minutes.{chosen}\"; filename*=UTF-8''%E9%81%8B%E5%96%B6" in disposition
    text = answer.text if chosen != "docx" else word_text(answer.content)
    assert "利用時間" in text


def word_text(content):
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def test_an_unknown_export_format_is_refused(client, own):
    assert client.get(f"{own}/export?format=exe").status_code == 422


def test_the_sound_can_be_fetched_in_ranges(client, own):
    whole = client.get(f"{own}/audio")
    part = client.get(f"{own}/audio", headers={"range": "bytes=100-199"})
    assert whole.headers["content-type"] == "audio/wav"
    assert part.status_code == 206
    assert part.content == whole.content[100:200]


def test_an_edit_changes_the_text_and_the_minutes(client, own):
    before = client.get(own).json()
    edit = {
        "version": before["version"],
        "title": "第1回 運営会議",
        "segments": [{"id": "s1", "text": "市役所を移転することに決定しました。"}],
    }
    after = client.patch(own, json=edit).json()
    assert after["segments"][0]["text"] == "市役所を移転することに決定しました。"
    assert after["title"] == after["minutes"]["title"] == "第1回 運営会議"
    assert "市役所を移転" in after["minutes"]["decisions"][0]["text"]
    assert after["version"] == before["version"] + 1
    assert "第1回 運営会議" in [entry["title"] for entry in client.get("/v1/transcriptions").json()]


def test_a_stale_edit_is_a_conflict_and_changes_nothing(client, own):
    before = client.get(own).json()
    answer = client.patch(own, json={"version": before["version"] - 1, "title": "上書き"})
    assert answer.status_code == 409
    assert answer.json()["version"] == before["version"]
    assert client.get(own).json() == before


def test_an_edit_of_an_unknown_segment_is_refused(client, own):
    version = client.get(own).json()["version"]
    answer = client.patch(own, json={"version": version, "segments": [{"id": "s999", "text": "x"}]})
    assert answer.status_code == 422
    assert client.patch(own, json={"version": version, "speaker": "x"}).status_code == 422


def test_silence_gives_no_segment_at_all(client, send, wait, write_wav, tmp_path):
    sound = np.concatenate([np.zeros(20 * RATE), np.random.default_rng(1).normal(0, 0.05, 20 * RATE)])
    done = wait(client, send(client, write_wav(tmp_path / "a.wav", sound))["id"])
    shown = client.get(done["result"]["links"]["self"]).json()
    assert shown["segments"] == []
    assert shown["duration"] == 40.0
    assert "WEBVTT" in client.get(done["result"]["links"]["vtt"]).text


def test_a_truncated_recording_is_transcribed_with_a_warning(client, send, wait, speech_wav):
    sound = speech_wav(0, 12)
    sound.write_bytes(sound.read_bytes()[: 6 * RATE * 2])
    done = wait(client, send(client, sound)["id"])
    shown = client.get(done["result"]["links"]["self"]).json()
    assert shown["segments"]
    assert "途中で切れています" in shown["warnings"][0]


def test_a_word_file_fails_as_an_unsupported_format(client, send, wait, tmp_path):
    docx.Document().save(str(tmp_path / "a.docx"))
    job = send(client, tmp_path / "a.docx", name="会議.mp3")
    done = wait(client, job["id"])
    assert (done["status"], done["error"]["code"]) == ("failed", "unsupported_format")
    shown = client.get(f"/v1/transcriptions/{job['id']}").json()
    assert (shown["status"], shown["segments"]) == ("failed", [])
    assert shown["error"]["status"] == 415
    assert client.get(f"/v1/transcriptions/{job['id']}/export").status_code == 409


def test_deletion_removes_sound_text_and_record(client, data_folder, send, wait, write_wav, tmp_path):
    job = wait(client, send(client, write_wav(tmp_path / "a.wav", np.zeros(RATE)))["id"])
    own, stored = job["result"]["links"]["self"], data_folder / "transcribe" / "files"
    before = set(stored.iterdir())
    assert client.delete(own).status_code == 204
    assert len(before - set(stored.iterdir())) == 2
    for path in ("", "/audio", "/export"):
        assert client.get(own + path).status_code == 404
    assert job["id"] not in json.dumps(client.get("/v1/transcriptions").json())


def test_a_shared_vocabulary_corrects_what_was_heard_and_the_change_can_be_undone(
    client, send, wait, speech_wav
):
    """The recogniser cannot know how the city writes its own name."""
    entries = [{"written": "碧市地域交流センター", "reading": "みどりしちいきこうりゅうせんたー"}]
    assert client.put("/v1/vocabularies/表記", json={"entries": entries}).status_code == 201
    job = send(client, speech_wav(0, 12), title="総務会", vocabularies="表記")
    wait(client, job["id"])
    own = f"/v1/transcriptions/{job['id']}"
    shown = client.get(own).json()
    [changed] = [segment for segment in shown["segments"] if segment["corrections"]]
    [correction] = changed["corrections"]
    assert changed["text"][correction["start"] : correction["end"]] == "碧市地域交流センター"
    undo = {"op": "undo_correction", "segment": changed["id"], "index": 0}
    edited = client.patch(own, json={"version": shown["version"], "operations": [undo]}).json()
    [restored] = [segment for segment in edited["segments"] if segment["id"] == changed["id"]]
    assert correction["original"] in restored["text"]
    assert restored["corrections"] == []

"""What is refused at the door, before a job is made, and who may see whose."""

import pytest
from fastapi.testclient import TestClient

from common.identity import ROLES_HEADER, SECRET_HEADER, USER_HEADER
from common.settings import Settings
from services.transcribe.app import create_app

SECRET = "s3cret-between-gateway-and-service"


@pytest.fixture
def without_model(tmp_path):
    settings = Settings(data={"folder": tmp_path}, models={"folder": tmp_path / "none"})
    with TestClient(create_app(settings)) as opened:
        yield opened


def post(client, content=b"RIFF", **form):
    return client.post("/v1/transcriptions", files={"file": ("a.wav", content)}, data=form)


def test_a_missing_model_is_said_before_anything_is_accepted(without_model, tmp_path):
    answer = post(without_model)
    assert answer.status_code == 503
    assert answer.json()["code"] == "model_missing"
    assert answer.json()["command"] == "python -m common.models pull whisper-base"
    assert list((tmp_path / "transcribe" / "files").iterdir()) == []
    assert without_model.get("/v1/jobs").json() == []
    assert without_model.get("/readyz").status_code == 503


@pytest.mark.models
def test_bad_requests_are_clear_problems(client, tmp_path):
    unknown = post(client, language="klingon")
    assert unknown.status_code == 422
    assert "ja" in unknown.json()["accepted"]
    assert post(client, content=b"").json()["code"] == "empty_file"
    assert post(client, speakers=0).status_code == 422
    assert post(client, date="13日").status_code == 422
    assert client.post("/v1/transcriptions", data={"title": "x"}).status_code == 422
    assert client.get("/v1/jobs").json() == []
    assert not [path for path in (tmp_path / "transcribe" / "files").iterdir() if path.is_dir()]


@pytest.mark.models
def test_what_the_form_says_is_stored_and_shown(client, wait):
    form = {
        "title": "第1回\x00委員会", "date": "2026-04-01", "place": "第1\x00会議室", "label": "要機密", "speakers": 4,
        "vocabulary": "田中、佐藤", "vocabularies": "総務課,\x00福祉課", "channels": "separate",
    }  # fmt: skip
    assert post(client, **form).status_code == 404  # no vocabulary of that name yet
    for name in ("総務課", "福祉課"):
        assert client.put(f"/v1/vocabularies/{name}", json={"entries": [], "version": 0}).status_code == 201
    job = post(client, **form).json()
    shown = client.get(f"/v1/transcriptions/{job['id']}").json()
    names = ("title", "date", "place", "label", "speakers_asked", "vocabulary", "vocabularies")
    assert [shown[name] for name in names] == [
        "第1回委員会", "2026-04-01", "第1会議室", "要機密", 4, ["田中", "佐藤"], ["総務課", "福祉課"],
    ]  # fmt: skip
    wait(client, job["id"])


@pytest.mark.models
def test_an_unknown_label_is_refused_with_those_there_are(client, tmp_path):
    answer = post(client, label="極秘")
    assert answer.status_code == 422
    assert answer.json()["accepted"] == ["標準", "公開会議", "要機密"]
    assert "公開会議" in answer.json()["detail"]
    assert post(client, channels="all").status_code == 422
    assert post(client, place="あ" * 201).status_code == 422
    assert list((tmp_path / "transcribe" / "files").iterdir()) == []


@pytest.mark.models
def test_an_upload_past_the_quota_is_not_kept(tmp_path):
    settings = Settings(data={"folder": tmp_path}, jobs={"per_owner": 1})
    with TestClient(create_app(settings)) as client:
        answers = [post(client) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [202, 429]
        stored = [path.name for path in (tmp_path / "transcribe" / "files").iterdir()]
        assert len([name for name in stored if name.startswith("file-")]) == 1


@pytest.mark.models
def test_what_does_not_exist_is_not_found(client):
    for path in ("transcribe-" + "0" * 32, "x", "../x"):
        assert client.get(f"/v1/transcriptions/{path}").status_code == 404
        assert client.delete(f"/v1/transcriptions/{path}").status_code == 404


@pytest.mark.models
def test_another_persons_transcription_is_not_there(tmp_path, wait):
    settings = Settings(data={"folder": tmp_path}, gateway={"secret": SECRET})
    with TestClient(create_app(settings)) as client:
        client.headers = {SECRET_HEADER: SECRET, USER_HEADER: "sato", ROLES_HEADER: "clerk"}
        job = post(client).json()
        wait(client, job["id"])
        own = f"/v1/transcriptions/{job['id']}"
        assert client.get(own).json()["owner"] == "sato"
        tanaka = {USER_HEADER: "tanaka"}
        for path in (own, f"{own}/audio", f"{own}/export"):
            assert client.get(path, headers=tanaka).status_code == 404
        assert client.patch(own, json={"version": 1}, headers=tanaka).status_code == 404
        assert client.delete(own, headers=tanaka).status_code == 404
        assert client.get("/v1/transcriptions", headers=tanaka).json() == []
        assert len(client.get("/v1/transcriptions", headers=tanaka | {ROLES_HEADER: "admin"}).json()) == 1
        assert client.get(own, headers={SECRET_HEADER: "wrong"}).status_code == 401

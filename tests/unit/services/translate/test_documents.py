import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from common.settings import Settings
from services.translate.app import create_app
from services.translate.back import LEAST_LIKENESS
from services.translate.engines.seq2seq import Seq2SeqEngine
from services.translate.translator import Translator


def test_another_persons_translation_is_not_there(tiny_settings: Settings) -> None:
    gateway = tiny_settings.gateway.model_validate({"secret": "between-processes"})
    settings = tiny_settings.model_copy(update={"gateway": gateway})
    with TestClient(create_app(settings)) as client:
        headers = {
            "x-yakuba-secret": "between-processes",
            "x-yakuba-user": "hanako",
            "x-yakuba-roles": "staff",
        }
        client.headers.update(headers)
        files = {"file": ("a.txt", "窓口です。".encode())}
        job = client.post("/v1/translations", files=files, data={"target": "en"}).json()["id"]
        assert [each["id"] for each in client.get("/v1/translations").json()] == [job]
        client.headers["x-yakuba-user"] = "taro"
        assert client.get(f"/v1/translations/{job}").status_code == 404
        assert client.get(f"/v1/translations/{job}/file").status_code == 404
        assert client.delete(f"/v1/translations/{job}").status_code == 404
        assert client.get("/v1/translations").json() == []


def test_a_cancelled_translation_stops_between_batches(tiny_settings: Settings) -> None:
    lines = "\n".join(f"市民課の窓口は{number}番です。" for number in range(800))
    with TestClient(create_app(tiny_settings)) as client:
        files = {"file": ("long.txt", lines.encode())}
        job = client.post("/v1/translations", files=files, data={"target": "en"}).json()["id"]
        while client.get(f"/v1/jobs/{job}").json()["progress"] < 0.03:
            time.sleep(0.02)
        assert client.delete(f"/v1/jobs/{job}").json()["status"] == "cancelled"
        folder = tiny_settings.data.folder / "translate" / "files" / job
        time.sleep(5.0)
        done = len(list(folder.glob("batch-*")))
        time.sleep(2.0)
        assert len(list(folder.glob("batch-*"))) == done < 12
        assert client.get(f"/v1/translations/{job}/file").status_code == 409


def test_finished_batches_are_not_translated_again_after_a_restart(
    tiny_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first process is lost after some batches; the second takes the job up where it was."""
    lines = "\n".join(f"市民課の窓口は{number}番です。" for number in range(640))
    asked: list[str] = []
    translate = Translator.sentences

    def recorded(self: Translator, sentences: Sequence[str], *args: Any) -> Any:
        asked.extend(sentences)
        return translate(self, sentences, *args)

    monkeypatch.setattr(Translator, "sentences", recorded)
    with TestClient(create_app(tiny_settings)) as client:
        files = {"file": ("long.txt", lines.encode())}
        job = client.post("/v1/translations", files=files, data={"target": "en"}).json()["id"]
        while client.get(f"/v1/jobs/{job}").json()["progress"] < 0.1:
            time.sleep(0.02)
    first = len(asked)
    assert 0 < first < 640
    with TestClient(create_app(tiny_settings)) as client:
        while (status := client.get(f"/v1/jobs/{job}").json()["status"]) in ("queued", "running"):
            time.sleep(0.05)
        assert status == "succeeded"
        assert client.get(f"/v1/translations/{job}").json()["total_segments"] == 640
    assert len(asked) <= 640 + Seq2SeqEngine.together


def test_each_part_is_translated_back_on_request(
    tiny_settings: Settings, argos_package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"file": ("a.txt", "窓口です。\n078-322-5000\n".encode())}
    wish = {"target": "en", "back": "true"}
    with TestClient(create_app(tiny_settings)) as client:
        refused = client.post("/v1/translations", files=files, data=wish)
        assert refused.json()["code"] in ("unserved_pair", "unknown_language")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(argos_package.parent))
    with TestClient(create_app(tiny_settings)) as client:
        job = client.post("/v1/translations", files=files, data=wish).json()["id"]
        while client.get(f"/v1/jobs/{job}").json()["status"] in ("queued", "running"):
            time.sleep(0.02)
        words, number = client.get(f"/v1/translations/{job}").json()["segments"]
    flagged = "back" in [flag["flag"] for flag in words["flags"]]
    assert words["back"]["text"] and flagged == (words["back"]["likeness"] < LEAST_LIKENESS)
    assert number["back"] == {"text": "078-322-5000", "likeness": 100}

"""LibreTranslate's shapes; its own Python client against a real server."""

from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError

import pytest
from fastapi.testclient import TestClient
from httpx2 import Client
from libretranslatepy import LibreTranslateAPI

from common.settings import Settings
from services.translate.app import create_app
from tests.unit.services.translate.serving import serving


@pytest.fixture(scope="module")
def address(tiny_settings: Settings) -> Iterator[str]:
    with serving(create_app(tiny_settings)) as address:
        yield address


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[Client]:
    with Client(base_url=address, timeout=60) as client:
        yield client


def test_the_real_client_works_unchanged(address: str) -> None:
    api = LibreTranslateAPI(address)
    languages = {each["code"]: each for each in api.languages()}
    assert languages["ja"] == {"code": "ja", "name": "Japanese", "targets": ["en", "ja", "ja-Hira", "zh"]}
    assert api.detect("窓口です。") == [{"confidence": 100.0, "language": "ja"}]
    translated = api.translate("窓口は開いています。\n078-322-5000", "ja", "en")
    assert translated.endswith("\n078-322-5000")
    with pytest.raises(HTTPError) as refused:
        api.translate("あ", "ja", "xx")
    assert refused.value.code == 400
    refused.value.close()


def test_json_and_forms_are_the_same(client: Client) -> None:
    fields = {"q": "窓口です。", "source": "ja", "target": "en", "format": "text", "api_key": "x"}
    by_json = client.post("/translate", json=fields)
    by_form = client.post("/translate", data=fields)
    multipart = {name: (None, value) for name, value in fields.items()}
    by_multipart = client.post("/translate", files=multipart)
    assert by_json.status_code == 200
    assert by_json.json() == by_form.json() == by_multipart.json()
    assert set(by_json.json()) == {"translatedText"}


def test_a_batch_with_auto_has_a_detection_each(client: Client) -> None:
    body = client.post(
        "/translate", json={"q": ["窓口です。", "はい。"], "source": "auto", "target": "en"}
    ).json()
    assert len(body["translatedText"]) == len(body["detectedLanguage"]) == 2
    assert body["detectedLanguage"][0] == {"confidence": 100.0, "language": "ja"}


@pytest.mark.parametrize(
    ("fields", "status", "error"),
    [
        ({}, 400, "Invalid request: missing q parameter"),
        ({"q": "あ"}, 400, "Invalid request: missing source parameter"),
        ({"q": "あ", "source": "ja"}, 400, "Invalid request: missing target parameter"),
        ({"q": "あ", "source": "ja", "target": "xx"}, 400, "xx is not supported"),
        ({"q": "a", "source": "en", "target": "zh"}, 422, "zh is not available as a target language from en"),
        ({"q": ["あ", 1], "source": "ja", "target": "en"}, 400, "Invalid request: missing q parameter"),
    ],
)
def test_errors_are_problems_with_libretranslates_member(
    client: Client, fields: dict[str, Any], status: int, error: str
) -> None:
    response = client.post("/translate", json=fields)
    body = response.json()
    assert (response.status_code, body["error"]) == (status, error)
    assert body["status"] == status
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff"])
def test_a_body_that_is_no_object_is_refused(client: Client, content: bytes) -> None:
    response = client.post("/translate", content=content, headers={"content-type": "application/json"})
    assert response.status_code == 422
    assert response.json()["error"]


def test_a_missing_model_carries_the_member_too(client: Client) -> None:
    body = client.post("/translate", json={"q": "あ", "source": "ja", "target": "zh"}).json()
    assert (body["code"], body["command"]) == ("model_missing", "python -m common.models pull absent")
    assert body["error"]


def test_the_settings_name_formats_and_limits(client: Client) -> None:
    settings = client.get("/frontend/settings").json()
    assert settings["filesTranslation"] is True
    assert ".docx" in settings["supportedFilesFormat"]
    assert settings["language"]["source"] == {"code": "ja", "name": "Japanese"}


def test_a_file_is_waited_for_and_fetched_by_its_address(client: Client) -> None:
    form = {"source": "ja", "target": "en"}
    body = client.post(
        "/translate_file", files={"file": ("a.txt", "窓口です。\n123\n".encode())}, data=form
    ).json()
    file = client.get(body["translatedFileUrl"])
    assert file.text.splitlines()[1] == "123"


def test_the_problem_of_a_file_is_the_answer(client: Client) -> None:
    form = {"source": "ja", "target": "en"}
    response = client.post("/translate_file", files={"file": ("a.docx", b"PK\x03\x04")}, data=form)
    assert (response.status_code, response.json()["code"]) == (422, "broken_file")
    assert response.json()["error"]


def test_a_missing_file_is_said_in_libretranslates_words(client: Client) -> None:
    response = client.post("/translate_file", data={"source": "ja", "target": "en"})
    assert (response.status_code, response.json()["error"]) == (
        400,
        "Invalid request: missing file parameter",
    )


def test_who_asks_for_other_wordings_finds_at_most_three(client: TestClient) -> None:
    body = {"q": ["窓口です。", "庁舎です。"], "source": "ja", "target": "en", "alternatives": 9}
    answer = client.post("/translate", json=body).json()
    for first, others in zip(answer["translatedText"], answer["alternatives"], strict=True):
        assert len(set(others)) == len(others) == 3
        assert first not in others
    one = client.post("/translate", data={**body, "q": "窓口です。", "alternatives": "1"}).json()
    assert one["alternatives"] == answer["alternatives"][0][:1]
    assert "alternatives" not in client.post("/translate", json=body | {"alternatives": 0}).json()


def test_html_has_no_other_wordings_as_at_libretranslate(client: TestClient) -> None:
    body = {"q": "<p>窓口です。</p>", "source": "ja", "target": "en", "format": "html", "alternatives": 2}
    assert client.post("/translate", json=body).json()["alternatives"] == []


def test_a_number_of_wordings_that_is_none_is_refused(client: TestClient) -> None:
    body = {"q": "窓口です。", "source": "ja", "target": "en", "alternatives": "多め"}
    answer = client.post("/translate", json=body)
    assert (answer.status_code, answer.json()["error"]) == (
        422,
        "Invalid request: alternatives must be a number",
    )

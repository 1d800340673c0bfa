"""The routes, on a small model of the real format."""

import io
import time
import zipfile
from typing import Any

import docx
import pytest
from fastapi.testclient import TestClient

from common.settings import Settings

NOTICE = "市民課の窓口は午前九時から開いています。\n申請書は提出してください。\n078-322-5000\n\nhttps://example.jp/\n"


def finished(client: TestClient, job: str) -> dict[str, Any]:
    for _ in range(300):
        body: dict[str, Any] = client.get(f"/v1/jobs/{job}").json()
        if body["status"] not in ("queued", "running"):
            return body
        time.sleep(0.05)
    raise AssertionError("the job did not end")


def upload(client: TestClient, name: str, content: bytes, **form: str) -> Any:
    return client.post("/v1/translations", files={"file": (name, content)}, data={"target": "en", **form})


def test_a_text_comes_back_in_libretranslates_shape(client: TestClient) -> None:
    body = client.post("/v1/translate", json={"q": "窓口です。\n---", "source": "ja", "target": "en"}).json()
    assert set(body) == {"translatedText", "engines", "uses", "warnings"}
    assert body["translatedText"].endswith("\n---")


def test_a_list_comes_back_as_a_list_and_auto_says_what_it_found(client: TestClient) -> None:
    request = {"q": ["窓口です。", "申請してください。"], "source": "auto", "target": "en"}
    body = client.post("/v1/translate", json=request).json()
    assert len(body["translatedText"]) == 2
    assert [found["language"] for found in body["detectedLanguage"]] == ["ja", "ja"]


def test_html_keeps_its_tags(client: TestClient) -> None:
    request = {"q": "<p id='a'>窓口です。</p><br>", "target": "en", "format": "html"}
    text = client.post("/v1/translate", json=request).json()["translatedText"]
    assert text.startswith("<p id='a'>")
    assert text.endswith("</p><br>")
    assert "窓口" not in text


@pytest.mark.parametrize(
    ("request_body", "status", "code"),
    [
        ({"q": "あ", "target": "xx"}, 400, "unknown_language"),
        ({"q": "あ", "source": "xx", "target": "en"}, 400, "unknown_language"),
        ({"q": "hello", "source": "en", "target": "ja"}, 422, "unserved_pair"),
        ({"q": "あ", "source": "ja", "target": "vi"}, 400, "unknown_language"),
        ({"q": "あ", "source": "ja", "target": "zh"}, 503, "model_missing"),
        ({"q": "あ" * 5001, "target": "en"}, 413, "too_large"),
        ({"q": "あ"}, 422, "bad_request"),
        ({"q": "あ", "target": "en", "format": "pdf"}, 422, "bad_request"),
    ],
)
def test_a_bad_call_is_a_clear_problem(
    client: TestClient, request_body: dict[str, Any], status: int, code: str
) -> None:
    response = client.post("/v1/translate", json=request_body)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "🎉🎉", "12345"])
def test_text_without_words_comes_back_as_it_went(client: TestClient, text: str) -> None:
    body = client.post("/v1/translate", json={"q": text, "source": "auto", "target": "en"}).json()
    assert body["translatedText"] == text


def test_a_number_alone_needs_no_pair(client: TestClient) -> None:
    request = {"q": "12345", "source": "auto", "target": "zh"}
    assert client.post("/v1/translate", json=request).json()["translatedText"] == "12345"


def test_the_pairs_carry_their_quality_in_japanese(client: TestClient) -> None:
    pairs = {(pair["source"], pair["target"]): pair for pair in client.get("/v1/translate/pairs").json()}
    assert set(pairs) == {("ja", "en"), ("ja", "zh"), ("ja", "ja-Hira")}
    assert pairs["ja", "en"]["quality_label"].startswith("下書き")
    assert (pairs["ja", "en"]["installed"], pairs["ja", "zh"]["installed"]) == (True, False)


def test_a_text_file_is_translated_as_a_job(client: TestClient) -> None:
    response = upload(client, "お知らせ.txt", NOTICE.encode())
    assert response.status_code == 202
    job = response.json()
    assert response.headers["location"] == f"/v1/jobs/{job['id']}"
    done = finished(client, job["id"])
    assert done["status"] == "succeeded", done
    view = client.get(done["result"]["links"]["self"]).json()
    assert (view["source"], view["target"], view["engine"], view["total_segments"]) == ("ja", "en", "tiny", 4)
    assert view["segments"][0]["source"] == NOTICE.splitlines()[0]
    file = client.get(done["result"]["links"]["file"])
    assert "%E3%81%8A%E7%9F%A5%E3%82%89%E3%81%9B.en.txt" in file.headers["content-disposition"]
    assert file.text.splitlines()[2:] == ["078-322-5000", "", "https://example.jp/"]
    assert file.text.splitlines()[:2] == [segment["target"] for segment in view["segments"][:2]]


def test_a_word_file_keeps_its_paragraphs(client: TestClient) -> None:
    document, out = docx.Document(), io.BytesIO()
    document.add_heading("お知らせ", 1)
    document.add_paragraph("窓口は開いています。", style="List Bullet")
    document.save(out)
    done = finished(client, upload(client, "案内.docx", out.getvalue()).json()["id"])
    assert done["status"] == "succeeded", done
    translated = docx.Document(io.BytesIO(client.get(done["result"]["links"]["file"]).content))
    paragraphs = [p for p in translated.paragraphs if p.text]
    assert [p.style.name for p in paragraphs] == ["Heading 1", "List Bullet"]
    view = client.get(done["result"]["links"]["self"]).json()
    assert [p.text for p in paragraphs] == [segment["target"] for segment in view["segments"]]


def test_nothing_but_the_upload_and_the_result_is_left_behind(
    client: TestClient, tiny_settings: Settings
) -> None:
    job = finished(client, upload(client, "a.txt", NOTICE.encode()).json()["id"])["id"]
    folder = tiny_settings.data.folder / "translate" / "files" / job
    assert sorted(path.name for path in folder.iterdir()) == ["segments.json", "translation.txt"]
    assert client.delete(f"/v1/translations/{job}").status_code == 204
    assert not folder.exists()
    assert client.get(f"/v1/translations/{job}").status_code == 404
    assert job not in [each["id"] for each in client.get("/v1/translations").json()]


@pytest.mark.parametrize(
    ("name", "content", "form", "status", "code"),
    [
        ("a.txt", b"", {}, 422, "empty_file"),
        ("a.docx", b"PK\x03\x04 broken", {}, 422, "broken_file"),
        ("a.docx", b"\x89PNG\r\n\x1a\n" + bytes(64), {}, 415, "unsupported_format"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(64), {}, 415, "unsupported_format"),
        ("a.txt", "あ".encode(), {"target": "xx"}, 400, "unknown_language"),
        ("a.txt", "あ".encode(), {"target": "zh"}, 503, "model_missing"),
        ("a.txt", b"a", {"source": "en", "target": "zh"}, 422, "unserved_pair"),
        ("a.txt", "あ".encode(), {"target": "ja"}, 422, "bad_request"),
    ],
)
def test_a_bad_upload_is_refused_at_once(
    client: TestClient, name: str, content: bytes, form: dict[str, str], status: int, code: str
) -> None:
    response = upload(client, name, content, **form)
    assert (response.status_code, response.json()["code"]) == (status, code)


def test_a_broken_file_fails_its_job_with_its_own_problem(client: TestClient) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("[Content_Types].xml", "wordprocessingml.document.main+xml")
        archive.writestr("word/document.xml", "<broken")
    done = finished(client, upload(client, "a.docx", content.getvalue()).json()["id"])
    assert (done["status"], done["error"]["code"]) == ("failed", "broken_file")
    assert client.get(f"/v1/translations/{done['id']}/file").status_code == 409


def test_an_unknown_translation_is_not_there(client: TestClient) -> None:
    for path in ("translate-" + "0" * 32, "nonsense"):
        assert client.get(f"/v1/translations/{path}").status_code == 404
        assert client.get(f"/v1/translations/{path}/file").status_code == 404
        assert client.delete(f"/v1/translations/{path}").status_code == 404


def test_a_translation_back_needs_an_engine_for_the_other_way(client: TestClient) -> None:
    asked = client.post(
        "/v1/translate", json={"q": "窓口です。", "source": "ja", "target": "en", "back": True}
    )
    assert (asked.status_code, asked.json()["code"]) == (422, "unserved_pair")
    client.post(
        "/v1/translate/memory",
        json={"source_language": "ja", "target_language": "en", "source": "庁", "target": "x"},
    )
    asked = client.post(
        "/v1/translate", json={"q": "窓口です。", "source": "ja", "target": "ja-Hira", "back": True}
    )
    assert asked.json()["code"] == "unserved_pair"

"""Glossaries, the memory and corrections through the routes, on a small model of the real format."""

import io
import time
from typing import Any

import docx
import pytest
from fastapi.testclient import TestClient

NAME = "/v1/glossaries/市民課の用語"
OPEN = "窓口は午前九時から開いています。"


def translated(client: TestClient, q: str, **more: Any) -> dict[str, Any]:
    answer = client.post("/v1/translate", json={"q": q, "source": "ja", "target": "en", **more})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_glossary_is_made_used_changed_back_and_deleted(client: TestClient) -> None:
    entries = [{"source": "住民票", "target": "Certificate of Residence"}]
    made = client.put(NAME, json={"department": "市民課", "entries": entries})
    assert made.status_code == 201, made.text
    assert (made.json()["entries"][0]["by"], made.json()["pairs"]) == ("local", ["ja-en"])
    body = translated(client, "住民票", glossaries=["市民課の用語"])
    assert body["translatedText"] == "Certificate of Residence"
    (use,) = body["uses"]
    assert (use["kind"], use["origin"], use["heeded"]) == ("term", "市民課の用語", True)
    sheet = {"file": ("a.csv", "原語,訳語\n住民票,resident record\n".encode("cp932"))}
    imported = client.post(f"{NAME}/import", files=sheet, data={"version": "1"}).json()
    assert (imported["added"], imported["changed"], imported["version"]) == (0, 1, 2)
    assert client.post(f"{NAME}/undo", json={"version": 1}).status_code == 409
    undone = client.post(f"{NAME}/undo", json={"version": 2}).json()
    assert undone["entries"][0]["target"] == "Certificate of Residence"
    tbx = client.get(f"{NAME}/export", params={"format": "tbx"}).content
    again = client.post("/v1/glossaries/写し/import", files={"file": ("a.tbx", tbx)}).json()
    assert (again["added"], again["rejected"]) == (1, [])
    gone = {"version": 3, "remove": [{"source": "住民票"}]}
    assert client.patch(f"{NAME}/entries", json=gone).json()["entries"] == []
    assert client.delete(NAME).status_code == 204
    assert (
        client.post(
            "/v1/translate", json={"q": "あ", "target": "en", "glossaries": ["市民課の用語"]}
        ).status_code
        == 404
    )


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.tbx", b'<!DOCTYPE tbx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tbx>&a;</tbx>', "broken_file"),
        ("a.csv", b"", "empty_file"),
        ("a.csv", "用語,よみ\n税,ぜい".encode(), "bad_request"),
    ],
)
def test_a_bad_glossary_file_is_refused(client: TestClient, name: str, content: bytes, code: str) -> None:
    answer = client.post("/v1/glossaries/新/import", files={"file": (name, content)})
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert client.get("/v1/glossaries/新").status_code == 404


def test_a_suggestion_serves_the_next_translation_and_can_be_taken_back(client: TestClient) -> None:
    form = {"q": OPEN, "s": "The counter opens at nine.", "source": "ja", "target": "en"}
    assert client.post("/suggest", data=form).json() == {"success": True}
    body = translated(client, OPEN)
    assert (body["translatedText"], body["uses"][0]["kind"]) == ("The counter opens at nine.", "memory")
    near = translated(client, "窓口は午前八時から開いています。")["uses"]
    assert [(use["kind"], use["percent"]) for use in near] == [("similar", 93)]
    assert translated(client, OPEN, memory=False)["uses"] == []
    (unit,) = client.get("/v1/translate/memory", params={"q": "counter"}).json()["units"]
    assert (unit["by"], unit["origin"]) == ("local", "suggestion")
    content = client.get("/v1/translate/memory/export").content
    assert client.delete(f"/v1/translate/memory/{unit['id']}").status_code == 204
    assert client.post("/v1/translate/memory/import", files={"file": ("m.tmx", content)}).json()["added"] == 1
    again = client.get(f"/v1/translate/memory/{unit['id']}").json()
    undo = client.post(f"/v1/translate/memory/{unit['id']}/undo", json={"version": again["version"]})
    assert (undo.status_code, undo.json()) == (200, None)
    assert client.post("/suggest", data={**form, "target": "xx"}).json()["error"] == "xx is not supported"


def test_a_correction_is_in_the_file_and_in_the_memory(client: TestClient) -> None:
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("窓口で申請してください。")
    document.save(out)
    job = client.post(
        "/v1/translations", files={"file": ("a.docx", out.getvalue())}, data={"target": "en"}
    ).json()
    for _ in range(300):
        if client.get(f"/v1/jobs/{job['id']}").json()["status"] == "succeeded":
            break
        time.sleep(0.1)
    link = f"/v1/translations/{job['id']}"
    segment = client.get(link).json()["segments"][0]
    fixed = {"segments": [{"id": segment["id"], "target": "Apply at the counter."}]}
    (corrected,) = client.patch(f"{link}/segments", json=fixed).json()
    assert (corrected["target"], corrected["machine"], corrected["corrected_by"]) == (
        "Apply at the counter.", segment["target"], "local"
    )  # fmt: skip
    translation = docx.Document(io.BytesIO(client.get(f"{link}/file").content))
    assert translation.paragraphs[0].text == "Apply at the counter."
    assert translated(client, "窓口で申請してください。")["translatedText"] == "Apply at the counter."
    back = {"segments": [{"id": segment["id"], "target": segment["target"]}], "remember": False}
    assert "machine" not in client.patch(f"{link}/segments", json=back).json()[0]
    wrong = {"segments": [{"id": "nowhere", "target": "x"}]}
    assert client.patch(f"{link}/segments", json=wrong).status_code == 404

"""Plain Japanese through the API, as a target like any other."""

import io
import time
import zipfile

import docx
from docx.shared import Pt
from fastapi.testclient import TestClient

NOTICE = "申請書は、令和8年10月31日までに市民課（078-322-5000）へご提出ください。"
PLAIN = "申し込みの紙は、2026年（令和8年）10月31日までに市民課（078-322-5000）へ出してください。"


def translated(client: TestClient, name: str, content: bytes, **form: str) -> str:
    """The id of a document's translation, once it is done."""
    data = {"source": "ja", "target": "ja-Hira", **form}
    job = str(client.post("/v1/translations", files={"file": (name, content)}, data=data).json()["id"])
    while (status := client.get(f"/v1/jobs/{job}").json()["status"]) in ("queued", "running"):
        time.sleep(0.05)
    assert status == "succeeded"
    return job


def test_a_text_comes_back_plain_with_advice(client: TestClient) -> None:
    body = {"q": NOTICE, "source": "ja", "target": "ja-Hira", "furigana": "none", "spaced": False}
    answer = client.post("/v1/translate", json=body).json()
    assert answer["translatedText"] == PLAIN
    (readability,) = answer["readability"]
    assert readability["after"] > readability["before"]
    assert {each["flag"] for each in readability["advice"]} == {each["flag"] for each in answer["warnings"]}


def test_html_gets_ruby_and_its_tags_stay(client: TestClient) -> None:
    body = {
        "q": "<p class='a'>学校に来てください。</p>",
        "source": "ja",
        "target": "ja-easy",
        "format": "html",
    }
    text = client.post("/v1/translate", json=body).json()["translatedText"]
    assert text.startswith("<p class='a'><ruby>学校<rp>（</rp><rt>がっこう</rt><rp>）</rp></ruby>に <ruby>来")


def test_libretranslates_clients_can_ask_for_it(client: TestClient) -> None:
    (japanese,) = [each for each in client.get("/languages").json() if each["code"] == "ja"]
    assert "ja-Hira" in japanese["targets"]
    answer = client.post("/translate", json={"q": "学校です。", "source": "ja", "target": "ja-Hira"}).json()
    assert answer["translatedText"] == "学校（がっこう）です。"


def test_the_language_of_the_original_must_be_japanese(client: TestClient) -> None:
    answer = client.post("/v1/translate", json={"q": "Hello.", "source": "en", "target": "ja-Hira"})
    assert answer.status_code == 422
    assert answer.json()["code"] == "unserved_pair"


def test_a_word_document_gets_ruby_in_its_own_style(client: TestClient) -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("申請書を提出してください。")
    run.bold, run.font.size = True, Pt(16)
    document.add_paragraph("住民票と住民票の写しです。")
    out = io.BytesIO()
    document.save(out)
    job = translated(client, "お知らせ.docx", out.getvalue())
    view = client.get(f"/v1/translations/{job}").json()
    assert view["segments"][0]["target"] == "申（もう）し込（こ）みの 紙（かみ）を 出（だ）してください。"
    assert "読みやすさ" in view["notes"][0]
    content = client.get(f"/v1/translations/{job}/file").content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        xml = package.read("word/document.xml").decode()
    assert xml.count("<w:ruby>") == 4 + xml.split("</w:p>")[1].count("<w:ruby>")
    first = xml.split("</w:p>")[0]
    assert '<w:hpsBaseText w:val="32"/>' in first
    assert first.count("<w:b/>") == first.count("<w:r>")
    assert xml.split("</w:p>")[1].count("〈") == 1


def test_a_text_file_gets_brackets(client: TestClient) -> None:
    job = translated(client, "a.txt", "提出してください。\n".encode(), furigana="grade6", spaced="false")
    assert client.get(f"/v1/translations/{job}/file").text == "出してください。\n"

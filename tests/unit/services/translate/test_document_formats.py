"""Documents of more formats and languages through the service, with translations from the memory."""

import time
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx
import pytest
from fastapi.testclient import TestClient
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from common.documents import read_here

JAPANESE, ENGLISH = "説明会を開きます。", "A briefing will be held."


@pytest.fixture(autouse=True)
def known(client: TestClient) -> None:
    unit = {"source_language": "ja", "target_language": "en", "source": JAPANESE, "target": ENGLISH}
    client.post("/v1/translate/memory", json=unit).raise_for_status()


def translated(client: TestClient, path: Path, **fields: Any) -> dict[str, Any]:
    """The translation's view; its file is written beside the original as `out`."""
    data = {"target": "en", **fields}
    files = {"file": (path.name, path.read_bytes())}
    job = client.post("/v1/translations", files=files, data=data).raise_for_status().json()["id"]
    while (state := client.get(f"/v1/jobs/{job}").json())["status"] in ("queued", "running"):
        time.sleep(0.02)
    assert state["status"] == "succeeded", state
    answer = client.get(f"/v1/translations/{job}/file")
    name = answer.headers["content-disposition"].rpartition("''")[2] or answer.headers["content-disposition"]
    (path.parent / f"out{Path(name.rstrip(chr(34))).suffix}").write_bytes(answer.content)
    view: dict[str, Any] = client.get(f"/v1/translations/{job}").json()
    return view


def test_a_pdf_comes_back_as_word_and_is_corrected_so(client: TestClient, tmp_path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5"))
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.setFont("HeiseiKakuGo-W5", 11)
    canvas.drawString(70, 700, JAPANESE[:5])
    canvas.drawString(70, 685, JAPANESE[5:])
    canvas.showPage()
    canvas.rect(50, 50, 400, 700, fill=1)
    canvas.drawImage(str(picture(tmp_path)), 0, 0, 595, 842)
    canvas.save()
    view = translated(client, tmp_path / "a.pdf")
    assert docx.Document(str(tmp_path / "out.docx")).paragraphs[0].text == ENGLISH
    assert any("組み直しました" in note for note in view["notes"])
    assert any("2ページには文字がありません" in note for note in view["notes"])
    segment = {"id": view["segments"][0]["id"], "target": "A meeting."}
    address = f"/v1/translations/{view['id']}"
    client.patch(f"{address}/segments", json={"segments": [segment], "remember": False}).raise_for_status()
    (tmp_path / "again.docx").write_bytes(client.get(f"{address}/file").content)
    assert docx.Document(str(tmp_path / "again.docx")).paragraphs[0].text == "A meeting."


def picture(folder: Path) -> Path:
    from PIL import Image

    Image.new("L", (60, 80), 200).save(folder / "scan.png")
    return folder / "scan.png"


def test_a_scan_alone_is_refused_openly(client: TestClient, tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.drawImage(str(picture(tmp_path)), 0, 0, 595, 842)
    canvas.save()
    files = {"file": ("a.pdf", (tmp_path / "a.pdf").read_bytes())}
    job = client.post("/v1/translations", files=files, data={"target": "en"}).json()["id"]
    while (state := client.get(f"/v1/jobs/{job}").json())["status"] in ("queued", "running"):
        time.sleep(0.02)
    assert "画像だけの文書は翻訳できません" in state["error"]["detail"]


def test_a_mail_keeps_its_addresses_and_says_what_of_its_attachments(
    client: TestClient, tmp_path: Path
) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = JAPANESE, "市民課 <a@example.jp>"
    mail.set_content(f"{JAPANESE}\n")
    mail.add_attachment(JAPANESE.encode(), maintype="text", subtype="plain", filename="資料.txt")
    (tmp_path / "a.eml").write_bytes(mail.as_bytes())
    view = translated(client, tmp_path / "a.eml", bilingual="true")
    assert [each["source"] for each in view["segments"]] == [JAPANESE, JAPANESE]
    assert "添付ファイル「資料.txt」は訳していません。取り出して、別に翻訳してください。" in view["notes"]
    texts = [segment.text for segment in read_here(tmp_path / "out.eml").segments]
    assert texts == [
        f"{JAPANESE} / {ENGLISH}",
        "市民課 <a@example.jp>",
        JAPANESE,
        ENGLISH,
        "資料.txt",
        JAPANESE,
    ]


def test_parts_in_the_target_language_are_left_alone_and_said(client: TestClient, tmp_path: Path) -> None:
    english = "The counter of the division is open from nine in the morning."
    korean = "주민센터는 오전 9시에 엽니다."
    (tmp_path / "a.txt").write_text(f"{JAPANESE}\n{english}\n{korean}\n", encoding="utf-8")
    view = translated(client, tmp_path / "a.txt", source="auto")
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == f"{ENGLISH}\n{english}\n{korean}\n"
    assert view["source"] == "ja" and len(view["notes"]) == 2
    kept = [segment.get("kept") for segment in view["segments"]]
    assert kept[0] is None and "すでに英語" in kept[1] and "翻訳エンジンがない" in kept[2]


def test_a_document_in_the_target_language_is_refused(client: TestClient, tmp_path: Path) -> None:
    english = "The counter of the division is open from nine in the morning."
    files = {"file": ("a.txt", english.encode())}
    data = {"source": "auto", "target": "en"}
    job = client.post("/v1/translations", files=files, data=data).json()["id"]
    while (state := client.get(f"/v1/jobs/{job}").json())["status"] in ("queued", "running"):
        time.sleep(0.02)
    assert "すでに英語です" in state["error"]["detail"]


def test_po_files_hold_both_languages_anyway(client: TestClient) -> None:
    files = {"file": ("a.po", 'msgid "窓口"\nmsgstr ""\n'.encode())}
    answer = client.post("/v1/translations", files=files, data={"target": "en", "bilingual": "true"})
    assert answer.status_code == 422

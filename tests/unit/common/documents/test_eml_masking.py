"""Mails without the words that were masked, and without the way that they came."""

import email
from email.message import EmailMessage
from pathlib import Path

import pytest

from common.documents import read_here, rewrite_here
from tests.unit.common.documents.masking import mask

NAME = "山田太郎"


def mail(path: Path, *, html: bool = False, attached: bool = False) -> Path:
    made = EmailMessage()
    made["Subject"], made["From"], made["To"] = (
        f"{NAME}の件",
        f"{NAME} <taro@example.jp>",
        "office@example.jp",
    )
    made["Received"], made["X-Sender"] = "from 192.0.2.1 (taro)", NAME
    if html:
        made.set_content(f"<p>{NAME}です。<!-- {NAME} --></p>", subtype="html")
    else:
        made.set_content(f"担当様\n\n  {NAME}です。\n")
        made.add_alternative(f"<p>{NAME}です。</p>", subtype="html")
    if attached:
        made.add_attachment(
            f"{NAME}の住所".encode(), maintype="text", subtype="plain", filename=f"{NAME}.txt"
        )
    path.write_bytes(made.as_bytes())
    return path


@pytest.mark.parametrize("html", [False, True])
def test_the_words_are_gone_from_headers_body_and_attachments(tmp_path: Path, html: bool) -> None:
    report = mask(
        mail(tmp_path / "a.eml", html=html, attached=True), tmp_path / "b.eml", NAME, "taro@example.jp"
    )
    made = email.message_from_bytes((tmp_path / "b.eml").read_bytes())
    decoded = [part.get_payload(decode=True) or b"" for part in made.walk()]
    assert all(NAME.encode() not in content for content in decoded)
    assert {"添付ファイル", "メールの経路などのヘッダー"} <= set(report.removed)
    texts = [segment.text for segment in read_here(tmp_path / "b.eml").segments]
    assert texts[0] == "■■■■の件"
    assert "office@example.jp" in texts
    assert any(text.endswith("■■■■です。") for text in texts)
    assert not any(NAME in text or "taro" in text for text in texts)


def test_a_second_masking_removes_nothing_more(tmp_path: Path) -> None:
    mask(mail(tmp_path / "a.eml"), tmp_path / "b.eml", NAME)
    assert rewrite_here(tmp_path / "b.eml", [], tmp_path / "c.eml", scrub=True).removed == []

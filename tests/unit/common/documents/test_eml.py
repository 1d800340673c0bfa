from email.message import EmailMessage
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from common.documents import read_here
from common.errors import TooLarge


def mail(subject: str = "会議室の件", body: str = "来週の会議は第２会議室です。\n以上") -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = (
        subject,
        "総務課 <soumu@example.jp>",
        "all@example.jp",
    )
    message["Date"] = "Mon, 1 Apr 2024 09:00:00 +0900"
    message.set_content(body, charset="utf-8")
    return message


def saved(path: Path, message: EmailMessage | bytes) -> Path:
    path.write_bytes(message if isinstance(message, bytes) else bytes(message))
    return path


def test_headers_and_body_are_read(tmp_path: Path) -> None:
    document = read_here(saved(tmp_path / "a.eml", mail()))
    assert (document.format, document.title, document.author) == (
        "eml",
        "会議室の件",
        "総務課 <soumu@example.jp>",
    )
    assert [(s.id, s.place.part, s.text) for s in document.segments if s.id != "h-date"] == [
        ("h-subject", "title", "会議室の件"),
        ("h-from", "metadata", "総務課 <soumu@example.jp>"),
        ("h-to", "metadata", "all@example.jp"),
        ("b1", "body", "来週の会議は第２会議室です。"),
        ("b2", "body", "以上"),
    ]


@pytest.mark.parametrize("encoding", ["cp932", "utf-8"])
def test_raw_headers_are_told_by_their_looks(tmp_path: Path, encoding: str) -> None:
    raw = "Subject: 回覧：㈱髙橋組の件\nFrom: a@example.jp\nMIME-Version: 1.0\n\n本文①です\n".encode(encoding)
    document = read_here(saved(tmp_path / "a", raw))
    assert (document.format, document.title) == ("eml", "回覧：㈱髙橋組の件")
    assert document.segments[-1].text == "本文①です"


def test_iso_2022_jp_as_japanese_programs_write_it(tmp_path: Path) -> None:
    raw = (
        b"Subject: =?ISO-2022-JP?B?GyRCMnE1RDw8GyhC?= =?ISO-2022-JP?B?GyRCJE43bxsoQg==?= (A)\n"
        b"From: a@example.jp\nContent-Type: text/plain; charset=ISO-2022-JP\nMIME-Version: 1.0\n\n"
    ) + "会議は①番です".encode("iso2022_jp_ext", "ignore")
    document = read_here(saved(tmp_path / "a.eml", raw))
    assert document.title == "会議室の件 (A)"
    assert "会議は" in document.text


def test_of_alternatives_one_is_read(tmp_path: Path) -> None:
    message = mail()
    message.add_alternative("<p>来週の会議は<b>第２会議室</b>です。</p>", subtype="html")
    assert read_here(saved(tmp_path / "a.eml", message)).text.count("第２会議室") == 1


def test_a_page_without_a_plain_form_is_read_as_a_page(tmp_path: Path) -> None:
    message = MIMEText("<style>p{}</style><p>第２<ruby>会議室<rt>かいぎしつ</ruby></p>", "html", "utf-8")
    message["Subject"], message["From"] = "件名", "a@example.jp"
    assert read_here(saved(tmp_path / "a.eml", message.as_bytes())).segments[-1].text == "第２会議室"


def test_attachments_are_documents_of_their_own(tmp_path: Path) -> None:
    inner = mail("転送元の件名", "転送元の本文")
    inner.add_attachment("氏名,住所\n山田,本町".encode("cp932"), "text", "csv", filename="名簿.csv")
    message = mail()
    message.add_attachment(inner)
    message.add_attachment(b"\x00\x01\x02\x03" * 9, "application", "octet-stream", filename="図面.jww")
    document = read_here(saved(tmp_path / "a.eml", message))
    found = {(s.place.member, s.text) for s in document.segments if s.place.member}
    forwarded = "転送元の件名.eml"
    assert {
        (forwarded, "転送元の本文"),
        (f"{forwarded} › 名簿.csv", "山田"),
        ("図面.jww", "図面.jww"),
    } <= found
    assert document.unread == [
        "「図面.jww」: CAD 図面（jww）には対応していません。"
        "Word、Excel、PowerPoint、PDF、テキストなどに変換してからお試しください。"
    ]
    assert len({segment.id for segment in document.segments}) == len(document.segments)


def test_a_mail_of_too_many_parts_is_refused(tmp_path: Path) -> None:
    head = b"From: a@example.jp\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
    with pytest.raises(TooLarge):
        read_here(saved(tmp_path / "a.eml", head + b"--b\n\nx\n" * 2_500 + b"--b--\n"))

"""Mails in other words: subject and body change, everything else stays."""

import email
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from pathlib import Path

import pytest

from common.documents import Edit, Report, read_here, rewrite_here
from common.errors import BadRequest

ENGLISH = {
    "説明会のお知らせ": "Notice of a briefing",
    "説明会を開きます。": "A briefing will be held.",
    "場所は市役所です。": "It is at the city office.",
}


def mail(path: Path, page: str | None = None) -> Path:
    made = EmailMessage()
    made["Subject"], made["From"], made["X-Mailer"] = (
        "説明会のお知らせ",
        "広報 <a@example.jp>",
        "機関のメール",
    )
    made.set_content("説明会を開きます。\n\n  場所は市役所です。\n", charset="iso-2022-jp", cte="7bit")
    if page is not None:
        made.add_alternative(page, subtype="html")
    made.add_attachment(b"%PDF-1.4 x", maintype="application", subtype="pdf", filename="地図.pdf")
    path.write_bytes(made.as_bytes())
    return path


def translated(path: Path, out: Path) -> Report:
    segments = [s for s in read_here(path).segments if s.text in ENGLISH]
    edits = [Edit(segment_id=s.id, start=0, end=len(s.text), text=ENGLISH[s.text]) for s in segments]
    return rewrite_here(path, edits, out)


def part(message: Message, kind: str) -> str:
    found = next(part for part in message.walk() if part.get_content_type() == kind)
    content = found.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode(found.get_content_charset() or "")


def test_subject_and_body_change_and_the_rest_stays(tmp_path: Path) -> None:
    assert translated(mail(tmp_path / "a.eml"), tmp_path / "b.eml").notes == []
    before, after = (email.message_from_bytes((tmp_path / n).read_bytes()) for n in ("a.eml", "b.eml"))
    assert str(make_header(decode_header(after["Subject"]))) == "Notice of a briefing"
    assert part(after, "text/plain").splitlines() == [
        "A briefing will be held.",
        "",
        "  It is at the city office.",
    ]
    assert (after["From"], after["X-Mailer"]) == (before["From"], before["X-Mailer"])
    assert after.get_payload()[-1].as_bytes() == before.get_payload()[-1].as_bytes()


def test_a_page_that_says_the_same_changes_in_step(tmp_path: Path) -> None:
    page = "<p>説明会を<b>開きます</b>。</p><p>場所は市役所です。</p>"
    assert translated(mail(tmp_path / "a.eml", page), tmp_path / "b.eml").notes == []
    after = email.message_from_bytes((tmp_path / "b.eml").read_bytes())
    assert "<p>A briefing will be held.<b></b></p><p>It is at the city office.</p>" in part(
        after, "text/html"
    )


def test_a_page_that_says_something_else_is_left_out_and_said(tmp_path: Path) -> None:
    report = translated(mail(tmp_path / "a.eml", "<p>別の文です。</p>"), tmp_path / "b.eml")
    assert "書式つきの本文" in report.notes[0]
    after = email.message_from_bytes((tmp_path / "b.eml").read_bytes())
    kinds = [each.get_content_type() for each in after.walk()]
    assert "text/html" not in kinds and {"text/plain", "application/pdf"} <= set(kinds)


def test_who_sent_it_is_not_rewritten(tmp_path: Path) -> None:
    with pytest.raises(BadRequest):
        rewrite_here(
            mail(tmp_path / "a.eml"), [Edit(segment_id="h-from", start=0, end=1, text="x")], tmp_path / "b"
        )

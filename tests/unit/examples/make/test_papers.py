import json
import re
import zipfile
from pathlib import Path

import docx
import pytest

from examples.make import papers
from examples.make.drive import EXAMPLES

APPLICATION = EXAMPLES / "application.docx"
PLAIN = (EXAMPLES / "application.txt").read_text("utf-8")
EXPECTED = json.loads((EXAMPLES / "application.expected.json").read_text("utf-8"))
GONE = [item["text"] for item in EXPECTED["gone"]]
MY_NUMBERS = [item["text"] for item in EXPECTED["gone"] if item["kind"] == "my_number"]
MADE = ["notice.docx", "application.docx", "application.txt"]


def part(path: Path, name: str) -> str:
    """The text of one part, its tags dropped and its paragraphs kept apart."""
    with zipfile.ZipFile(path) as archive:
        xml = archive.read(name).decode("utf-8")
    return re.sub(r"<[^>]+>", "", xml.replace("</w:p>", "\n"))


def check_digit(eleven: str) -> int:
    """Ministerial ordinance 85 of 2014, article 5: 11 - (sum of Pn Qn mod 11), 0 for a remainder of 0 or 1."""
    weights = [*range(2, 8), *range(2, 7)]
    total = sum(int(digit) * weight for digit, weight in zip(reversed(eleven), weights, strict=True))
    return 0 if total % 11 <= 1 else 11 - total % 11


@pytest.mark.parametrize("secret", GONE)
def test_every_personal_string_is_in_the_application(secret) -> None:
    assert secret in part(APPLICATION, "word/document.xml")
    assert secret in PLAIN


@pytest.mark.parametrize("kept", EXPECTED["stay"])
def test_every_string_that_must_stay_is_in_the_application(kept) -> None:
    parts = ("word/document.xml", "word/footer1.xml")
    assert any(kept in part(APPLICATION, name) for name in parts)


def test_no_string_that_must_stay_holds_one_that_must_go() -> None:
    assert not [(kept, secret) for kept in EXPECTED["stay"] for secret in GONE if secret in kept]


@pytest.mark.parametrize("number", MY_NUMBERS)
def test_the_invented_numbers_pass_the_check_digit(number) -> None:
    digits = number.replace(" ", "")
    assert len(digits) == 12
    assert check_digit(digits[:11]) == int(digits[11])


@pytest.mark.parametrize("name", ["word/header1.xml", "word/comments.xml", "docProps/core.xml"])
def test_the_applicant_is_named_outside_the_body_too(name) -> None:
    assert "山本健太郎" in part(APPLICATION, name)


def test_the_comment_stands_on_the_reason() -> None:
    document = docx.Document(str(APPLICATION))
    (comment,) = document.comments
    assert "080-0000-1234" in comment.text
    assert "commentRangeStart" in next(p for p in document.paragraphs if "失業により" in p.text)._p.xml


def test_the_notice_has_a_bold_deadline_inside_a_sentence() -> None:
    runs = [run for p in docx.Document(str(EXAMPLES / "notice.docx")).paragraphs for run in p.runs]
    assert "12月18日（金）までに" in [run.text for run in runs if run.bold]


def test_the_notice_has_all_that_a_translation_must_keep() -> None:
    notice = docx.Document(str(EXAMPLES / "notice.docx"))
    assert [cell.text for cell in notice.tables[0].rows[3].cells] == ["ソファ", "1,600円"]
    assert "03-0000-0530" in part(EXAMPLES / "notice.docx", "word/document.xml")
    assert notice.sections[0].header.paragraphs[0].text == "みどり市からのお知らせ"
    assert "〒000-0000" in notice.sections[0].footer.paragraphs[0].text


def test_remaking_gives_the_same_text(tmp_path) -> None:
    assert [path.name for path in papers.make(tmp_path)] == MADE
    assert (tmp_path / "application.txt").read_text("utf-8") == PLAIN
    for name in ("notice.docx", "application.docx"):
        for inner in ("word/document.xml", "word/header1.xml", "docProps/core.xml"):
            assert part(tmp_path / name, inner) == part(EXAMPLES / name, inner)

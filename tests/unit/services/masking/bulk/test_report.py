"""The report of a bulk."""

import csv
import io
from datetime import UTC, datetime

import openpyxl

from common.errors import BrokenFile
from services.masking.bulk.record import BulkView, FileResult
from services.masking.bulk.report import HEADINGS, to_csv, to_xlsx

FILES = [
    FileResult(
        number=1, name="山田花子.txt", outcome="masked", counts={"氏名": 2, "住所": 1}, output="■■■■_公開用.txt",
        attention=["根拠が弱いまま塗りました: 住所 1件（3行）"],
    ),
    FileResult(
        number=2, name="壊.docx", outcome="unreadable", error=BrokenFile("壊れています。").body(), output="=壊.docx"
    ),
]  # fmt: skip


def bulk(**more: object) -> BulkView:
    made = {
        "id": "masking-1", "owner": "officer", "version": 1, "file": "file-1", "name": "a.zip", "total": 2,
        "profile": "disclosure", "author": "officer", "created_at": datetime.now(UTC), "files": FILES, **more,
    }  # fmt: skip
    return BulkView.model_validate(made)


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_each_file_has_its_counts_its_doubts_and_its_reason_and_no_masked_word() -> None:
    heading, first, second = lines(to_csv(bulk()))
    assert heading == list(HEADINGS)
    assert first == [
        "1", "■■■■_公開用.txt", "黒塗り済み", "3", "氏名 2、住所 1", "根拠が弱いまま塗りました: 住所 1件（3行）", "", "",
    ]  # fmt: skip
    assert second == ["2", "'=壊.docx", "読み取れない", "", "", "", "壊れています。", ""]
    assert "山田" not in to_csv(bulk()).decode("utf-8-sig")


def test_a_wanted_approval_is_said_until_it_is_given() -> None:
    assert lines(to_csv(bulk(two_person=True)))[1][-1] == "もう一人の承認が必要です"
    assert lines(to_csv(bulk(two_person=True, approved_by="chief")))[1][-1] == "承認済み（chief）"


def test_the_workbook_holds_the_same_lines() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(bulk()))).worksheets[0]
    shown = [[cell.value or "" for cell in row] for row in sheet.rows]
    assert shown == lines(to_csv(bulk()))


def test_the_outcomes_are_counted() -> None:
    assert bulk().outcomes == {"masked": 1, "blocked": 0, "unreadable": 1, "refused": 0}

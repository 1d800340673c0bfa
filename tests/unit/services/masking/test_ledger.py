import csv
import io

import openpyxl
import pytest

from common.documents import Place, Segment
from common.sheets import escaped
from services.masking.detection import Detection
from services.masking.findings import Finding, make_finding
from services.masking.ledger import HEADINGS, rows, to_csv, to_xlsx
from services.masking.profiles import Profiles


def finding(text: str = "山田花子", reason: str | None = None) -> Finding:
    segment = Segment(id="S#1", text=f"氏名 {text}", place=Place(sheet="山田花子の調書", cell="B3"))
    made = make_finding(
        segment, Detection("PERSON", 3, 3 + len(text), 0.9, "氏名欄"), Profiles().find("情報公開")
    )
    made.decide("accept", reason, "officer")
    return made


def test_the_ledger_says_place_kind_reason_and_who() -> None:
    (row,) = rows([finding()])
    assert row[:5] == ("1", "■■■■の調書 B3", "氏名", "条例7条1号（個人に関する情報）", "officer")


def test_the_masked_word_is_nowhere_even_when_typed_as_reason() -> None:
    content = to_csv([finding(reason="山田 花子のため")]).decode("utf-8-sig")
    assert "花子" not in content
    assert "■■■■■のため" in content


def test_csv_has_a_bom_and_no_formula() -> None:
    content = to_csv([finding(reason='=HYPERLINK("http://example.jp")')])
    assert content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert lines[0] == list(HEADINGS)
    assert lines[1][3].startswith("'=")


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_cells_that_a_spreadsheet_would_run_are_quoted(cell: str) -> None:
    assert escaped(cell) == f"'{cell}"


def test_xlsx_holds_the_same_lines() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx([finding(reason="=1+1")]))).worksheets[0]
    assert [cell.value for cell in sheet[1]] == list(HEADINGS)
    assert sheet["D2"].value == "'=1+1"
    assert sheet["D2"].data_type == "s"


def test_a_rejected_finding_is_not_listed() -> None:
    kept = finding()
    kept.decide("reject", None, "officer")
    assert rows([kept]) == []

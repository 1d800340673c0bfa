import io

import openpyxl
import pytest

from services.transcribe.exports import ExportOptions
from services.transcribe.exports.xlsx import xlsx_export


def book(transcript, **options):
    return openpyxl.load_workbook(io.BytesIO(xlsx_export(transcript, ExportOptions(**options))))


def test_the_minutes_are_one_sheet_and_what_was_said_another(transcript):
    found = book(transcript)
    assert found.sheetnames == ["議事録", "発言"]
    cells = [[cell.value for cell in row] for row in found["議事録"]]
    assert ["会議名", "運営|会議", None, None] in cells
    assert ["佐藤さん", "確認", "来週", "1:01:01"] in cells
    assert [cell.value for cell in found["発言"][3]][:4] == [
        "0:04",
        None,
        "議長",
        "<b>A & B</b>に決定しました。",
    ]


@pytest.mark.parametrize("said", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "=1+1"])
def test_what_was_said_is_never_a_formula(transcript, said):
    segment = transcript.segments[0].model_copy(update={"text": said})
    cell = book(transcript.model_copy(update={"segments": [segment]}), style="verbatim")["発言"].cell(2, 4)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (said, "s", True)


def test_what_is_to_be_checked_stands_out(doubted):
    sheet = book(doubted)["発言"]
    assert (sheet.cell(2, 5).value, sheet.cell(2, 4).fill.fgColor.rgb) == ("要確認", "00FFFF00")
    assert sheet.cell(3, 6).value == "あり"


def test_corrections_are_a_sheet_on_request(doubted):
    sheet = book(doubted, corrections=True)["修正"]
    assert [cell.value for cell in sheet[2]] == ["0:00", "解議", "会議", "カイギ"]


def test_control_characters_do_not_break_the_file(transcript):
    spoiled = transcript.segments[0].model_copy(update={"text": "は\x00い\x0b"})
    assert book(transcript.model_copy(update={"segments": [spoiled]}))["発言"].cell(2, 4).value == "はい"


def test_a_sheet_prints_on_a4_with_all_columns_and_long_lines_have_room(transcript):
    long = transcript.segments[0].model_copy(update={"text": "あ" * 100})
    sheet = book(transcript.model_copy(update={"segments": [long, *transcript.segments[1:]]}))["発言"]
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.row_dimensions[2].height >= 2 * 15
    assert sheet.row_dimensions[3].height is None

from datetime import date, datetime, time
from pathlib import Path

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from common.documents import read_here


def made(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "名簿"
    sheet["A1"], sheet["B3"], sheet["C1"] = "氏名", "山田太郎", 12
    sheet["C2"], sheet["C3"], sheet["C4"] = 0.1 + 0.2, True, "=1+1"
    sheet["D1"], sheet["D2"], sheet["D3"] = (
        date(2024, 4, 1),
        datetime.fromisoformat("2024-04-01T09:30"),
        time(9, 30),
    )
    sheet["E1"] = 45383
    sheet["E1"].number_format = '[$-411]ggge"年"m"月"d"日"'
    sheet["E2"] = 0.5
    sheet["E2"].number_format = '0.0"days"'
    sheet["B3"].comment = Comment("要確認", "係")
    sheet["XFD1048576"] = "隅"
    sheet.row_dimensions[3].hidden = True
    hidden = book.create_sheet("控え")
    hidden["A1"] = "内緒"
    hidden.sheet_state = "hidden"
    book.save(path)
    return path


def test_cells_are_read_with_sheet_and_address(tmp_path: Path) -> None:
    cells = {s.id: s.text for s in read_here(made(tmp_path / "a.xlsx")).segments if s.place.part == "cell"}
    assert cells == {
        "s1!A1": "氏名",
        "s1!B3": "山田太郎",
        "s1!C1": "12",
        "s1!C2": "0.3",
        "s1!C3": "TRUE",
        "s1!D1": "2024-04-01",
        "s1!D2": "2024-04-01 09:30",
        "s1!D3": "09:30",
        "s1!E1": "2024-04-01",
        "s1!E2": "0.5",
        "s1!XFD1048576": "隅",
        "s2!A1": "内緒",
    }


def test_hidden_rows_and_sheets_are_marked(tmp_path: Path) -> None:
    places = {s.id: s.place for s in read_here(made(tmp_path / "a.xlsx")).segments}
    assert not places["s1!A1"].hidden
    assert places["s1!B3"].hidden
    assert places["s2!A1"].hidden
    assert places["s2!A1"].label() == "控え A1 （非表示）"


def test_comments_point_at_their_cell(tmp_path: Path) -> None:
    comments = [s for s in read_here(made(tmp_path / "a.xlsx")).segments if s.place.part == "comment"]
    assert [(s.place.sheet, s.place.cell) for s in comments] == [("名簿", "B3")]
    assert "要確認" in comments[0].text


def test_what_stands_around_the_cells_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "収支"
    for row in (("月", "収入"), ("４月", 10), ("５月", 12)):
        sheet.append(row)
    sheet.oddHeader.center.text = "R&&D &A 予算書"
    sheet.oddHeader.center.font, sheet.oddHeader.center.size = "ＭＳ 明朝,Bold", 14
    sheet.oddFooter.right.text = "&P / &N 頁"
    chart = BarChart()
    chart.title = "収入の推移"
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(chart, "D2")
    book.save(tmp_path / "a.xlsx")
    found = [
        (s.place.label(), s.text) for s in read_here(tmp_path / "a.xlsx").segments if s.place.part != "cell"
    ]
    assert found == [
        ("収支 シート名", "収支"),
        ("収支 ヘッダー", "R&D  予算書"),
        ("収支 フッター", "/  頁"),
        ("収支 テキストボックス", "収入の推移"),
    ]


def test_names_that_excel_gave_are_no_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Sheet2")["A1"] = "甲"
    book.save(tmp_path / "a.xlsx")
    assert [s.text for s in read_here(tmp_path / "a.xlsx").segments] == ["甲"]

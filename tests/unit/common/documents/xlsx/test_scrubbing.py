"""After a masked, scrubbed rewrite the masked words are in no part of the workbook."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from common.documents import read_here, rewrite_here
from tests.unit.common.documents.masking import found, mask

Build = Callable[..., Path]
Contents = Callable[[Path], dict[str, bytes]]
NAME = "山田太郎"
CELL = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{NAME}</t></is></c></row>'
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def full(path: Path) -> Path:
    """The corners that openpyxl can fill."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "名簿"
    for row in (("氏名", "点"), (NAME, 10), ("鈴木", 12)):
        sheet.append(row)
    sheet["A2"].comment = Comment(f"{NAME}に確認", NAME)
    sheet.add_table(Table(displayName="表1", ref="A1:B3"))
    validation = DataValidation(type="list", formula1=f'"{NAME},鈴木"', prompt=NAME)
    validation.add("C1")
    sheet.add_data_validation(validation)
    sheet.auto_filter.ref = "A1:B3"
    sheet.auto_filter.add_filter_column(0, [NAME])
    sheet["D9"], sheet["E1"] = f"{NAME}の控え", f'=IF(A1="{NAME}",1,0)'
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["F"].hidden = True
    sheet["F1"] = NAME
    sheet.oddHeader.center.text = f"{NAME}様"
    hidden = book.create_sheet("裏")
    hidden["A1"] = f"{NAME}の住所"
    hidden.sheet_state = "veryHidden"
    book.defined_names["山田"] = DefinedName("山田", attr_text="裏!$A$1")
    book.defined_names["定数"] = DefinedName("定数", attr_text=f'"{NAME}"')
    sheet.print_area = "A1:B3"
    last = book.create_sheet("後")
    last["A1"] = "後"
    last.print_area = "A1:A1"
    chart = BarChart()
    chart.title = f"{NAME}の成績"
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(chart, "H2")
    book.properties.creator = NAME
    book.save(path)
    return path


def test_nothing_is_left_in_any_part(tmp_path: Path, contents: Contents) -> None:
    report = mask(full(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", NAME)
    assert found(contents(tmp_path / "b.xlsx"), NAME) == found(contents(tmp_path / "b.xlsx"), "裏") == []
    assert {
        "非表示のシート",
        "非表示の行や列の中身",
        "コメント",
        "入力規則",
        "フィルターの条件",
        "名前の定義",
        "数式（表示されている値に置き換えました）",
        "文書のプロパティ",
    } <= set(report.removed)


def test_what_is_shown_stays(tmp_path: Path) -> None:
    mask(full(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", NAME)
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert book.sheetnames == ["名簿", "後"]
    assert [[c.value for c in row[:2]] for row in book["名簿"].iter_rows(max_row=3)] == [
        ["氏名", "点"],
        ["■■■■", 10],
        ["鈴木", 12],
    ]
    assert book["名簿"].tables["表1"].column_names == ["氏名", "点"]
    assert (book["名簿"].print_area, book["後"].print_area) == ("'名簿'!$A$1:$B$3", "'後'!$A$1")
    assert book["名簿"].row_dimensions[9].hidden
    assert len(book["名簿"]._charts) == 1


def test_formulas_without_a_value_are_told(tmp_path: Path) -> None:
    report = rewrite_here(full(tmp_path / "a.xlsx"), [], tmp_path / "b.xlsx", scrub=True)
    assert any("計算結果が保存されていない" in note for note in report.notes)


def test_scrubbing_twice_changes_nothing_more(tmp_path: Path, contents: Contents) -> None:
    rewrite_here(full(tmp_path / "a.xlsx"), [], tmp_path / "b.xlsx", scrub=True)
    assert rewrite_here(tmp_path / "b.xlsx", [], tmp_path / "c.xlsx", scrub=True).removed == []
    assert contents(tmp_path / "b.xlsx") == contents(tmp_path / "c.xlsx")


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("externalLink", "ほかのブックへのリンク"),
        ("pivotCacheDefinition", "ピボットテーブルの控えのデータ"),
        ("connections", "データ接続"),
        ("person", "コメントの作成者"),
        ("revisionHeaders", "共有ブックの変更履歴"),
        ("customXml", "カスタム XML"),
        ("vbaProject", "マクロ"),
        ("new", "その他の部品（new）"),
    ],
)
def test_parts_that_may_tell_something_are_dropped(
    build: Build, contents: Contents, tmp_path: Path, kind: str, label: str
) -> None:
    path = build(CELL, workbook_rows=[("rId9", kind, "x/y.xml")], more={"xl/x/y.xml": f"<x>{NAME}</x>"})
    assert label in rewrite_here(path, [], tmp_path / "b.xlsx", scrub=True).removed
    assert found(contents(tmp_path / "b.xlsx"), "y.xml") == []


@pytest.mark.parametrize(
    "hiding",
    [
        {"workbook": f'<fileSharing userName="{NAME}"/>'},
        {"workbook": f'<customWorkbookViews><customWorkbookView name="{NAME}"/></customWorkbookViews>'},
        {"tail": f'<scenarios><scenario name="x" user="{NAME}"/></scenarios>'},
        {"tail": f'<protectedRanges><protectedRange name="{NAME}"/></protectedRanges>'},
        {
            "tail": f'<hyperlinks><hyperlink ref="A1" location="x" display="{NAME}" tooltip="{NAME}"/></hyperlinks>'
        },
        {"tail": f"<extLst><ext uri='x'><y>{NAME}</y></ext></extLst>"},
        {
            "tail": f'<conditionalFormatting><cfRule><formula>A1="{NAME}"</formula></cfRule></conditionalFormatting>'
        },
        {"strings": f"<si><t>{NAME}</t><rPh sb='0' eb='2'><t>{NAME}</t></rPh></si>"},
        {"head": f'<sheetPr codeName="{NAME}"/>'},
        {"tail": f"<!-- {NAME} -->"},
    ],
)
def test_no_corner_keeps_a_masked_name(
    build: Build, contents: Contents, tmp_path: Path, hiding: dict[str, str]
) -> None:
    path = build(CELL, **hiding)
    assert (
        len(found(contents(path), NAME)) + contents(path)["xl/worksheets/sheet1.xml"].decode().count(NAME) > 2
    )
    mask(path, tmp_path / "b.xlsx", NAME)
    assert found(contents(tmp_path / "b.xlsx"), NAME) == []


def test_furigana_goes_even_where_nothing_is_masked(build: Build, contents: Contents, tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    path = build(
        rows, strings='<si><t>役場</t><rPh sb="0" eb="2"><t>ヤクバ</t></rPh><phoneticPr fontId="1"/></si>'
    )
    assert "ふりがな" in rewrite_here(path, [], tmp_path / "b.xlsx", scrub=True).removed
    assert found(contents(tmp_path / "b.xlsx"), "ヤクバ") == []
    assert read_here(tmp_path / "b.xlsx").text == "役場"
    assert read_here(tmp_path / "b.xlsx").unread == []


def test_a_header_of_a_table_that_is_masked_twice_makes_it_plain_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in ((NAME, f"{NAME} "), (1, 2)):
        book.worksheets[0].append(row)
    book.worksheets[0].add_table(Table(displayName="表1", ref="A1:B2"))
    book.save(tmp_path / "a.xlsx")
    mask(tmp_path / "a.xlsx", tmp_path / "b.xlsx", NAME, " ")
    assert [c.value for c in openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[0][1]] == [
        "■■■■",
        "■■■■■",
    ]


def test_a_kept_occurrence_is_kept(tmp_path: Path) -> None:
    from common.documents import Edit

    book = openpyxl.Workbook()
    book.worksheets[0].append([NAME, NAME])
    book.save(tmp_path / "a.xlsx")
    rewrite_here(
        tmp_path / "a.xlsx",
        [Edit(segment_id="s1!A1", start=0, end=4, text="■")],
        tmp_path / "b.xlsx",
        scrub=True,
    )
    assert read_here(tmp_path / "b.xlsx").text == f"■\n{NAME}"

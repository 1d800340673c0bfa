"""Rows that lose all their text go; where something below is tied to its place they stay, and that is said."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import CellIsRule
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from common.documents import Edit, read_here, rewrite_here
from common.documents.model import Report
from common.documents.xlsx.emptied_rows import STAYED

ROWS = (
    ("名簿", None),
    ("氏名", "点"),
    ("山田", 1),
    (None, None),
    ("鈴木", 2),
    ("佐藤", 3),
    ("合計", "=SUM(B3:B6)"),
)


def made(path: Path, change: Callable[[Worksheet], object]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in ROWS:
        sheet.append(row)
    change(sheet)
    book.save(path)
    return path


def without(
    rows: set[int], path: Path, out: Path, *, scrub: bool = True
) -> tuple[Report, list[tuple[object, ...]]]:
    edits = [
        Edit(segment_id=segment.id, start=0, end=len(segment.text), text="")
        for segment in read_here(path).segments
        if segment.place.row in rows and segment.id.startswith("s1!")
    ]
    report = rewrite_here(path, edits, out, scrub=scrub)
    return report, list(openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True))


def nothing(_: Worksheet) -> None:
    pass


def filtered(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = "A2:B6"
    sheet.merge_cells("A1:B1")


def drawn(sheet: Worksheet) -> None:
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=2, max_row=6))
    sheet.add_chart(chart, "H2")


def coloured(sheet: Worksheet) -> None:
    sheet.conditional_formatting.add("B3:B6", CellIsRule(operator="greaterThan", formula=["2"]))


@pytest.mark.parametrize("change", [nothing, filtered])
def test_the_rows_below_move_up(tmp_path: Path, change: Callable[[Worksheet], object]) -> None:
    path, out = made(tmp_path / "a.xlsx", change), tmp_path / "b.xlsx"
    report, rows = without({3, 5}, path, out)
    assert [row[0] for row in rows] == ["名簿", "氏名", None, "佐藤", "合計"]
    assert rows[3] == ("佐藤", 3)
    assert STAYED not in report.notes
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert sheet.dimensions == "A1:B5"
    assert sheet.auto_filter.ref == ("A2:B4" if change is filtered else None)
    assert [segment.id for segment in read_here(out).segments if segment.text == "佐藤"] == ["s1!A4"]


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: sheet.merge_cells("A6:B6"),
        lambda sheet: sheet.add_table(Table(displayName="t", ref="A2:B6")),
        coloured,
        drawn,
    ],
)
def test_what_is_tied_to_its_place_keeps_the_rows(
    tmp_path: Path, change: Callable[[Worksheet], object]
) -> None:
    path = made(tmp_path / "a.xlsx", change)
    report, rows = without({3, 5}, path, tmp_path / "b.xlsx")
    assert [row[0] or "" for row in rows] == ["名簿", "氏名", "", "", "", "佐藤", "合計"]
    assert STAYED in report.notes


def test_only_scrubbing_takes_rows_out(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx", nothing)
    assert len(without({3, 5}, path, tmp_path / "b.xlsx", scrub=False)[1]) == 7

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.documents.xlsx.cells import Cell, cells, column_letters, column_number
from common.errors import BrokenFile

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(inner: str) -> list[Cell]:
    return list(cells(f'<worksheet xmlns="{S}">{inner}</worksheet>'.encode()))


@given(st.integers(1, 16384))
def test_column_letters_and_numbers_agree(number: int) -> None:
    assert column_number(column_letters(number)) == number


def test_cells_without_addresses_are_counted() -> None:
    found = sheet(
        "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>"
    )
    assert [(cell.address, cell.value) for cell in found] == [("A1", "1"), ("B1", "2"), ("A2", "3")]


def test_inline_strings_come_without_their_readings() -> None:
    inline = '<c r="B2" t="inlineStr"><is><r><t>山田</t></r><r><t>様</t></r><rPh sb="0" eb="2"><t>ヤマダ</t></rPh></is></c>'
    assert [cell.value for cell in sheet(f"<sheetData><row>{inline}</row></sheetData>")] == ["山田様"]


def test_hidden_columns_are_marked() -> None:
    found = sheet(
        '<cols><col min="2" max="3" hidden="1"/></cols><sheetData><row r="1">'
        '<c r="A1"><v>1</v></c><c r="C1"><v>2</v></c></row></sheetData>'
    )
    assert [cell.hidden for cell in found] == [False, True]


@pytest.mark.parametrize("content", [b"<a>", b"", b'<!DOCTYPE x [<!ENTITY a "x">]><x/>'])
def test_a_broken_sheet_is_said_to_be(content: bytes) -> None:
    with pytest.raises(BrokenFile):
        list(cells(content))

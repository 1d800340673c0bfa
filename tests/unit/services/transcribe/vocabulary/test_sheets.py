import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from common.errors import BadRequest, BrokenFile, EmptyFile
from services.transcribe.vocabulary.entries import MAX_ENTRIES, Entry
from services.transcribe.vocabulary.sheets import read_sheet, write_sheet

FULL = "表記,読み,class,note\r\n渡會,わたらい,人名,旧字\r\n緑市,,地名,\r\n"
CELLS = st.text(st.sampled_from("会議、,\"'=+-@＝　 A１髙"), max_size=8)


def pairs(content: bytes) -> list[tuple[str, str]]:
    return [(entry.written, entry.reading) for entry in read_sheet(content).entries]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_a_sheet_in_any_usual_encoding(encoding):
    entries = read_sheet(FULL.encode(encoding)).entries
    assert entries[0] == Entry(written="渡會", reading="ワタライ", kind="人名", note="旧字")
    assert (entries[1].written, entries[1].reading, entries[1].kind) == ("緑市", "", "地名")


@pytest.mark.parametrize(
    "text",
    [
        "渡會\tわたらい\n蓮見\tはすみ\n",
        "渡會,ワタライ\r\n蓮見,ハスミ",
        "読み,単語\nわたらい,渡會\nはすみ,蓮見",
    ],
)
def test_two_columns_as_made_for_amivoice(text):
    assert pairs(text.encode("cp932")) == [("渡會", "ワタライ"), ("蓮見", "ハスミ")]


def test_each_line_that_is_no_entry_is_told_with_its_number():
    text = (
        '表記,読み\n緑市,みどりし\n\n決裁,漢字\n,けっさい\n緑市,みどりし\na,あ,b,c\n"改\n行",かい\n'
        + "長" * 101
    )
    sheet = read_sheet(text.encode())
    assert [entry.written for entry in sheet.entries] == ["緑市", "改 行"]
    assert [rejected.line for rejected in sheet.rejected] == [4, 5, 6, 7, 10]
    assert "ひらがなかカタカナ" in sheet.rejected[0].reason
    assert "前の行" in sheet.rejected[2].reason


@pytest.mark.parametrize(
    "content",
    [b"\x00\x01\x02", "緑市,みどりし\n\x00".encode(), b'"abc\nabc', b"\xff\xd8\xff\xe0" + bytes(range(256))],
)
def test_a_broken_file_is_refused_whole(content):
    with pytest.raises(BrokenFile):
        read_sheet(content)


@pytest.mark.parametrize("content", [b"", b" \r\n"])
def test_an_empty_file(content):
    with pytest.raises(EmptyFile):
        read_sheet(content)


def test_ten_thousand_lines_and_no_more():
    lines = [f"語{n},ゴ" for n in range(MAX_ENTRIES)]
    assert len(read_sheet("\n".join(lines).encode()).entries) == MAX_ENTRIES
    with pytest.raises(BadRequest):
        read_sheet("\n".join([*lines, "緑,みどり"]).encode())


@pytest.mark.parametrize("encoding", ["utf-8", "shift_jis"])
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6))
def test_what_is_written_is_read_back(encoding, cells):
    entries = []
    for written, kind, note in cells:
        try:
            entries.append(Entry(written=written, kind=kind, note=note, reading="ミドリ"))
        except ValidationError:
            continue
    distinct = list({entry.written: entry for entry in reversed(entries)}.values())
    assert read_sheet(write_sheet(distinct, encoding)).entries == distinct


@pytest.mark.parametrize("cell", ["=1+1", "+81", "-1", "@SUM(A1)", "＝1", "'=1"])
def test_no_spreadsheet_takes_a_cell_for_a_formula(cell):
    content = write_sheet([Entry(written=cell, note=cell)], "utf-8")
    row = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1]
    assert row[0] == row[3] == f"'{cell}"
    assert read_sheet(content).entries[0].written == cell


def test_what_shift_jis_lacks_is_named():
    with pytest.raises(BadRequest) as caught:
        write_sheet([Entry(written="𠮷野👪"), Entry(written="髙橋﨑")], "shift_jis")
    assert "𠮷、👪" in caught.value.detail
    assert "髙" not in caught.value.detail

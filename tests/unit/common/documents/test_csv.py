import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.documents import Edit, read_here, rewrite_here

VALUES = st.text(alphabet='山田 "' + ",;\t\n\rab𠮷", max_size=6)


def table(path: Path) -> dict[tuple[int | None, int | None], str]:
    return {(s.place.row, s.place.column): s.text for s in read_here(path).segments}


def test_a_cell_is_a_segment_with_row_and_column(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes('氏名,住所\r\n"山田, 太郎","本町\n１－２"\r\n,空\r\n'.encode("cp932"))
    assert table(tmp_path / "a.csv") == {
        (1, 1): "氏名",
        (1, 2): "住所",
        (2, 1): "山田, 太郎",
        (2, 2): "本町\n１－２",
        (3, 2): "空",
    }


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    rows = [["氏名", "住所", "電話"], ["山田", "本町1-2", "03-1234-5678"]]
    (tmp_path / "a.csv").write_text("\n".join(delimiter.join(row) for row in rows))
    assert list(table(tmp_path / "a.csv").values()) == [value for row in rows for value in row]


def test_only_the_edited_cell_changes(tmp_path: Path) -> None:
    source, out = tmp_path / "a.csv", tmp_path / "b.csv"
    source.write_bytes('氏名 , "住所" ,x\r\n山田,"本""町",\r\n'.encode("euc_jp"))
    edits = [Edit(segment_id="R2C1", start=0, end=2, text='A,"B"')]
    rewrite_here(source, edits, out)
    assert out.read_bytes() == '氏名 , "住所" ,x\r\n"A,""B""","本""町",\r\n'.encode("euc_jp")


@pytest.mark.parametrize("content", ['"開いたまま,\n次の行', 'a"b,c\n', '"a"b,c\n', ",,\n,,", "\n\n", '"'])
def test_a_sloppy_table_still_gives_its_text(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.csv").write_text(content)
    found = "".join(table(tmp_path / "a.csv").values())
    assert [c for c in found if c not in ',"\n'] == [c for c in content if c not in ',"\n']


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=80)
@given(rows=st.lists(st.lists(VALUES, min_size=3, max_size=3), min_size=2, max_size=5), data=st.data())
def test_what_a_csv_writer_wrote_is_read_and_rewritten(
    tmp_path: Path, rows: list[list[str]], data: st.DataObject
) -> None:
    source, out = tmp_path / "a.csv", tmp_path / "b.csv"
    rows = [["甲", "乙", "丙"], *rows]
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows(rows)
    source.write_bytes(written.getvalue().encode())
    found = table(source)
    assert found == {(r, c): v for r, row in enumerate(rows, 1) for c, v in enumerate(row, 1) if v}
    row, column = data.draw(st.sampled_from(sorted((r or 0, c or 0) for r, c in found)))
    new = data.draw(VALUES.filter(lambda text: "\r" not in text))
    edit = Edit(segment_id=f"R{row}C{column}", start=0, end=len(found[row, column]), text=new)
    rewrite_here(source, [edit], out)
    expected = {**found, (row, column): new}
    assert table(out) == {place: text for place, text in expected.items() if text}


def test_rows_that_edits_leave_empty_go_when_scrubbing(tmp_path: Path) -> None:
    source, out = tmp_path / "a.csv", tmp_path / "b.csv"
    source.write_bytes('氏名,住所\r\n"山田","本\r\n町"\r\n\r\n佐藤,\r\n鈴木,東'.encode("cp932"))
    edits = [
        Edit(segment_id=id_, start=0, end=length, text="")
        for id_, length in (("R2C1", 2), ("R2C2", 4), ("R4C1", 2), ("R5C1", 2))
    ]
    rewrite_here(source, edits, out, scrub=True)
    assert out.read_bytes() == "氏名,住所\r\n\r\n,東".encode("cp932")
    rewrite_here(source, edits, out)
    assert out.read_bytes() == '氏名,住所\r\n"",""\r\n\r\n,\r\n,東'.encode("cp932")

"""The cells of a csv file after their columns were treated: only what should change changes."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from common.documents.csv import read, rewrite
from services.masking.columns.plan import propose
from services.masking.columns.treatments import FITTING, ColumnKind, Treatment
from services.masking.columns.writing import Codes, Sheet
from tests.unit.services.masking.columns.tables import OPEN_DATA, ROSTER, TODAY, csv_segments

HEADINGS = ("氏名", "住所", "生年月日", "年齢", "郵便番号", "備考")
TOWNS = st.sampled_from(["東京都みどり市中央", "大阪府大阪市北区梅田", "みどり市本町", "不明", "本町"])
NUMBERS = st.integers(1, 99)
RECORD = st.tuples(
    st.sampled_from(["山田花子", "佐藤 一郎", "髙橋次郎"]),
    st.builds("{}{}-{}".format, TOWNS, NUMBERS, NUMBERS),
    st.builds("昭和{}年{}月{}日".format, st.integers(1, 63), st.integers(1, 12), st.integers(1, 28)),
    st.integers(1, 110).map(str),
    st.builds("{:03}-{:04}".format, st.integers(1, 999), st.integers(0, 9999)),
    st.text('あいう,"\n山 ', max_size=12),
)
BANDS = {
    treatment: [f"{lower}-{lower + width - 1}歳" for lower in range(0, 90, width)]
    for treatment, width in ((Treatment.AGE_5, 5), (Treatment.AGE_10, 10))
}


def sheet_of(content: bytes, path: Path) -> tuple[Sheet, str]:
    path.write_bytes(content)
    document = read(path)
    columns, _ = propose(document.segments, [], OPEN_DATA)
    return Sheet(columns, document.segments, TODAY), document.metadata["encoding"]


@given(
    st.lists(RECORD, min_size=1, max_size=8),
    st.sampled_from(["utf-8", "utf-8-sig", "cp932"]),
    st.sampled_from(["\r\n", "\n"]),
    st.sampled_from([",", "\t"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_no_treated_cell_stays_byte_for_byte(
    tmp_path: Path, records: list[tuple[str, ...]], encoding: str, newline: str, delimiter: str, quoting: int
) -> None:
    made = io.StringIO()
    writer = csv.writer(made, delimiter=delimiter, lineterminator=newline, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([HEADINGS, *records])
    path, out = tmp_path / "a.csv", tmp_path / "b.csv"
    sheet, _ = sheet_of(made.getvalue().encode(encoding), path)
    rewrite(path, sheet.edits({}), out, scrub=True)
    assert out.read_bytes().startswith(b"\xef\xbb\xbf") == (encoding == "utf-8-sig")
    columns = {column.number: column for column in sheet.columns}
    expected = [
        [
            sheet.text(columns[at], cell) if (cell := cells.get((number, at))) else value
            for at, value in enumerate(record, start=1)
        ]
        for number, record in enumerate(records, start=2)
        if (cells := {(c.place.row, c.place.column): c for each in sheet.cells.values() for c in each})
    ]
    again = io.StringIO()
    writer = csv.writer(again, delimiter=delimiter, lineterminator=newline, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([HEADINGS, *expected])
    assert out.read_bytes().decode(encoding) == again.getvalue()


@given(st.lists(RECORD, min_size=1, max_size=8))
def test_a_coarser_cell_never_holds_the_original(records: list[tuple[str, ...]]) -> None:
    segments = csv_segments([HEADINGS, *records])
    columns, _ = propose(segments, [], OPEN_DATA)
    sheet = Sheet(columns, segments, TODAY)
    for column in columns:
        for treatment in FITTING.get(column.kind, ()):
            for cell in sheet.cells[column.id]:
                coarse = sheet.text(column, cell, treatment)
                if column.kind == ColumnKind.AGE:
                    assert coarse in ("90歳以上", *BANDS[treatment])
                else:
                    assert cell.text not in coarse


def test_a_roster_becomes_open_data() -> None:
    segments = csv_segments(ROSTER)
    sheet = Sheet(propose(segments, [], OPEN_DATA)[0], segments, TODAY)
    edits = {edit.segment_id: edit.text for edit in sheet.edits({})}
    row = [edits.get(f"R2C{column}", "＝") for column in range(1, 10)]
    assert row == ["＝", "", "東京都みどり市", "100", "40-49歳", "40-49歳", "＝", "", "＝"]


def test_what_helps_is_told_and_dropping_rows_drops_them_wholly() -> None:
    rows = [ROSTER[0][:7], *[row[:7] for row in ROSTER[1:]] * 5, (*ROSTER[3][:5], "71", "女")]
    segments = csv_segments(rows)
    sheet = Sheet(propose(segments, [], OPEN_DATA)[0], segments, TODAY)
    (judged,) = sheet.anonymity(5).values()
    assert judged.small_rows == {17}
    assert judged.helps[0].records == 0
    assert {each.column for each in judged.helps if each.records == 0} == {"1-7"}
    gone = {edit.segment_id for edit in sheet.edits({"": judged.small_rows}) if edit.text == ""}
    assert {f"R17C{column}" for column in range(1, 8)} <= gone


def test_pseudonyms_are_one_a_value_and_nobodys_own() -> None:
    codes = Codes(["N0001", "n0003"])
    kind = "number"
    made = [codes.code(kind, text) for text in ("AB-1", "ＡＢ－１", "N0001", "AB-2")]  # type: ignore[arg-type]
    assert made == ["N0002", "N0002", "N0004", "N0005"]


@pytest.mark.parametrize("treatment", [Treatment.REMOVE, Treatment.PSEUDONYM])
def test_a_removed_column_tells_nothing(treatment: Treatment) -> None:
    segments = csv_segments(ROSTER)
    columns = [c.model_copy(update={"treatment": treatment}) for c in propose(segments, [], OPEN_DATA)[0]]
    (judged,) = Sheet(columns, segments, TODAY).anonymity(5).values()
    assert judged.columns == []

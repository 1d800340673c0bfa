"""What the columns of a table are taken for, and what is proposed."""

import pytest

from services.masking.analyzer import Analyzer
from services.masking.blocks import Located, blocks, locate
from services.masking.columns.plan import propose, whole_cells
from services.masking.columns.treatments import ColumnKind, Treatment
from services.masking.detection import Detection
from tests.unit.services.masking.columns.tables import FACILITIES, OPEN_DATA, ROSTER, columns_of, csv_segments


def test_a_roster_is_recognised_column_by_column() -> None:
    found = columns_of(ROSTER)
    assert {heading: (column.kind, column.treatment) for heading, column in found.items()} == {
        "番号": (ColumnKind.OTHER, Treatment.LEAVE),
        "氏名": (ColumnKind.NAME, Treatment.REMOVE),
        "住所": (ColumnKind.ADDRESS, Treatment.MUNICIPALITY),
        "郵便番号": (ColumnKind.POSTAL_CODE, Treatment.POSTAL_3),
        "生年月日": (ColumnKind.BIRTH_DATE, Treatment.AGE_10),
        "年齢": (ColumnKind.AGE, Treatment.AGE_10),
        "性別": (ColumnKind.SEX, Treatment.LEAVE),
        "電話番号": (ColumnKind.PHONE, Treatment.REMOVE),
        "備考": (ColumnKind.FREE_TEXT, Treatment.DETECT),
    }
    assert [h for h, c in found.items() if c.tells] == ["住所", "郵便番号", "生年月日", "年齢", "性別"]
    assert found["氏名"].decided_by is None
    assert found["備考"].cells == 2


def test_numbers_that_tell_records_apart_get_pseudonyms() -> None:
    rows = [("会員番号", "氏名"), ("AB-100201", "山田花子"), ("AB-100202", "佐藤一郎")]
    assert columns_of(rows)["会員番号"].treatment == Treatment.PSEUDONYM


def test_a_table_of_places_is_not_coarsened() -> None:
    found = columns_of(FACILITIES)
    assert {column.treatment for column in found.values()} == {Treatment.LEAVE}
    assert not any(column.quasi for column in found.values())
    with_people = [(*FACILITIES[0], "代表者"), *[(*row, "佐藤一郎") for row in FACILITIES[1:]]]
    assert columns_of(with_people)["代表者"].treatment == Treatment.DETECT
    assert columns_of(with_people)["所在地"].treatment == Treatment.LEAVE


def test_what_was_found_in_an_unknown_column_is_shown() -> None:
    rows = [("区分", "氏名"), ("担当は佐藤", "山田花子"), ("未定", "佐藤一郎")]
    surname = Located(2, Detection("PERSON", 3, 5, 0.9, "test"))
    assert csv_segments(rows)[2].text == "担当は佐藤"
    assert columns_of(rows)["区分"].treatment == Treatment.LEAVE
    assert columns_of(rows, [surname])["区分"].treatment == Treatment.DETECT


def test_contents_speak_where_the_heading_does_not() -> None:
    rows = [("A", "B", "C"), ("山田花子", "2024-04-01", "34歳"), ("佐藤一郎", "2024-05-01", "43歳")]
    names = [Located(number, Detection("PERSON", 0, 4, 0.9, "test")) for number in (3, 6)]
    assert [column.kind for column in columns_of(rows, names).values()] == [
        ColumnKind.NAME,
        ColumnKind.DATE,
        ColumnKind.AGE,
    ]


def test_a_heading_that_its_cells_belie_is_read_as_text() -> None:
    rows = [("氏名", "年齢"), ("山田花子", "別紙のとおり"), ("佐藤一郎", "聞き取れず")]
    age = columns_of(rows)["年齢"]
    assert (age.kind, age.treatment) == (ColumnKind.FREE_TEXT, Treatment.DETECT)


def test_a_csv_without_headings_has_columns_all_the_same() -> None:
    rows = [("山田花子", "03-3581-5521"), ("佐藤一郎", "03-3581-5522")]
    names = [Located(number, Detection("PERSON", 0, 4, 0.9, "test")) for number in (0, 2)]
    columns, certain = propose(csv_segments(rows), names, OPEN_DATA)
    assert (columns[0].heading, columns[0].first_row, columns[0].kind) == ("", 1, ColumnKind.NAME)
    assert len(certain) == 4


def test_a_title_above_the_headings_is_no_column() -> None:
    rows = [("相談者の名簿",), *ROSTER]
    assert columns_of(rows)["氏名"].first_row == 3


def test_a_heading_taken_for_a_name_is_none() -> None:
    rows = [("相談者",), *ROSTER]
    wrong = Located(1, Detection("PERSON", 0, 2, 0.9, "test"))
    assert csv_segments(rows)[1].text == "番号"
    columns, found = propose(csv_segments(rows), [wrong], OPEN_DATA)
    assert {column.heading for column in columns} == set(ROSTER[0])
    assert wrong not in found


def test_every_cell_of_a_name_column_is_a_finding() -> None:
    segments = csv_segments(ROSTER)
    columns, certain = propose(segments, [], OPEN_DATA)
    names = [segments[item.segment].text for item in certain if item.detection.kind == "PERSON"]
    assert names == ["山田花子", "佐藤一郎", "鈴木次郎"]
    whole = whole_cells(columns, segments)
    assert "R2C2" in whole and "R2C9" not in whole and "R1C2" not in whole


@pytest.mark.parametrize("heading", ["番号", "連番", "Ｎｏ．", "通し番号", "整理番号", "登録No.", "順位", ""])
def test_numbers_that_count_the_rows_are_nobodys_age(patterns: Analyzer, heading: str) -> None:
    rows = [(heading, "年齢", "性別"), *[(str(number), str(40 - number), "男") for number in range(1, 7)]]
    segments = csv_segments(rows)
    found = [item for block in blocks(segments) for item in locate(block, patterns.analyze(block.text))]
    of_counters = [item for item in found if segments[item.segment].place.column == 1]
    assert "AGE" in {item.detection.kind for item in of_counters}, "the detectors alone take them for ages"
    columns, kept = propose(segments, found, OPEN_DATA)
    first = next(column for column in columns if column.number == 1)
    assert first.entity_type == "OTHER" and first.kind in (ColumnKind.OTHER, ColumnKind.NUMBER)
    assert first.treatment in (Treatment.LEAVE, Treatment.PSEUDONYM)
    assert {segments[item.segment].place.column for item in kept if item.detection.kind == "AGE"} == {2}


def test_a_heading_that_says_number_is_no_age_and_one_that_says_age_is() -> None:
    rows = [("年齢番号", "氏名", "年齢"), *[(f"{n}", "山田花子", f"{n}") for n in range(1, 5)]]
    found = columns_of(rows)
    assert (found["年齢番号"].kind, found["年齢"].kind) == (ColumnKind.NUMBER, ColumnKind.AGE)

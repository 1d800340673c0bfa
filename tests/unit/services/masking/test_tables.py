"""Headings over the cells of tables in plain text."""

import pytest

from services.masking.tables import Tables


@pytest.mark.parametrize("separator", ["\t", ",", " | ", "、"])
def test_a_cell_stands_under_its_heading(separator: str) -> None:
    text = separator.join(["氏名", "年齢"]) + "\n" + separator.join(["林 花", "46"])
    assert Tables(text).heading(text.index("46")) == "年齢"
    assert Tables(text).heading(text.index("林")) == "氏名"


def test_a_rule_below_the_headings_is_no_row() -> None:
    text = "| 氏名 | 年齢 |\n|---|---|\n| 林 花 | 46 |"
    assert Tables(text).heading(text.index("46")) == "年齢"


def test_outside_a_table_there_is_no_heading() -> None:
    text = "氏名,年齢\n林,46\n\n電話 46"
    assert Tables(text).heading(text.rindex("46")) is None


def test_a_row_of_other_length_ends_the_table() -> None:
    text = "氏名,年齢\n林,46,47"
    assert Tables(text).heading(text.index("46")) is None

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples.make.sources import Block, Run, blocks, load


def test_a_bold_stretch_is_a_run_of_its_own() -> None:
    block = Block("paragraph", "締切は**12月18日**です")
    assert block.runs() == [Run("締切は", False), Run("12月18日", True), Run("です", False)]


def test_table_rows_stay_together_and_prose_around_them_does_not_join() -> None:
    kinds = [block.kind for block in blocks("# 題\n前文\n| a | b |\n| 1 |  |\n> 右\n- 項目\n")]
    assert kinds == ["heading", "paragraph", "table", "aside", "item"]


def test_an_empty_cell_is_kept_so_that_columns_do_not_shift() -> None:
    (table,) = blocks("| a |  | c |\n")
    assert table.rows == (("a", "", "c"),)


def test_a_file_without_front_matter_is_refused(tmp_path) -> None:
    (tmp_path / "x.md").write_text("本文だけ", "utf-8")
    with pytest.raises(ValueError, match="not enough values"):
        load(tmp_path / "x.md")


@settings(deadline=None)
@given(st.lists(st.text("あいう12**", min_size=1), min_size=1))
def test_plain_text_loses_nothing_but_the_stars(lines) -> None:
    for line in lines:
        assert Block("paragraph", line).plain().replace("*", "") == line.replace("*", "")

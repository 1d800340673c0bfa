"""The nearest label decides what a number is."""

import pytest

from services.masking.context import judge

WORDS = ["個人番号", "マイナンバー"]


@pytest.mark.parametrize(
    ("text", "word", "rival"),
    [
        ("個人番号 1234", "個人番号", None),
        ("個　人　番　号：1234", "個人番号", None),
        ("個人番号 99 物品番号 1234", None, "物品番号"),
        ("物品番号 99 個人番号 1234", "個人番号", None),
        ("職員番号 9934)、公用車 1234", None, None),
        ("番号 1234", None, None),
        ("1234（マイナンバー）", "マイナンバー", None),
        ("物品番号 1234（マイナンバー）", None, "物品番号"),
        ("[個人番号] 1234", None, None),
        ("個人番号 No.1234", "個人番号", None),
        ("個人番号 整理No.1234", None, "整理no."),
        ("個人番号 Yoshida 1234", "個人番号", None),
        ("Yoshida Nora 1234", None, None),
    ],
)
def test_the_nearest_label_decides(text: str, word: str | None, rival: str | None) -> None:
    start = text.index("1234")
    assert judge(text, start, start + 4, WORDS) == (word, rival)


def test_a_heading_is_the_label() -> None:
    text = "個人番号 1234"
    assert judge(text, 5, 9, WORDS, heading="物品番号") == (None, "物品番号")


def test_the_headings_of_a_table_that_come_one_a_line_are_a_row():
    text = "氏名\n続柄\n生年月日\n個人番号\n山本\n妻\n"
    assert judge(f"{text}昭和58年", len(text), len(text) + 5, ["生年月日"]) == ("生年月日", None)
    apart = "生年月日 未定\n申請日\n"
    assert judge(f"{apart}昭和58年", len(apart), len(apart) + 5, ["生年月日"]) == (None, "申請日")

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
        ("番号 1234", None, None),
        ("1234（マイナンバー）", "マイナンバー", None),
        ("物品番号 1234（マイナンバー）", None, "物品番号"),
        ("[個人番号] 1234", None, None),
    ],
)
def test_the_nearest_label_decides(text: str, word: str | None, rival: str | None) -> None:
    start = text.index("1234")
    assert judge(text, start, start + 4, WORDS) == (word, rival)


def test_a_heading_is_the_label() -> None:
    text = "個人番号 1234"
    assert judge(text, 5, 9, WORDS, heading="物品番号") == (None, "物品番号")

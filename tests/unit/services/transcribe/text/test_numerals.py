import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.text.kanji_numbers import NUMBER, read, value
from services.transcribe.text.numerals import numerals
from services.transcribe.text.units import with_plain_digits

SPEECH = st.lists(
    st.sampled_from(
        ["三百", "二十", "一万", "十", "五", "3", "１０", "2000", "人", "円", "年", "月", "日", "つ", "第", "数", "、", "の",
         "条", "％", "千葉", "です", "三重県", "時半", "分", "に", "ヶ月"]
    )
).map("".join)  # fmt: skip


def values(text: str) -> list[Decimal]:
    """The numbers in it, whichever way they are written."""
    runs = NUMBER.findall(with_plain_digits(text))
    return [value(amounts) for run in runs if (amounts := read(run)) is not None]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("参加者は三百五十人です。", "参加者は350人です。"),
        ("二千二十六年十一月二十五日", "2026年11月25日"),
        ("二〇二六年度", "2026年度"),
        ("令和八年四月一日", "令和8年4月1日"),
        ("三割増の一万二千円", "3割増の1万2,000円"),
        ("12000円と2億8千万円", "12,000円と2億8,000万円"),
        ("午後三時半から", "午後3時半から"),
        ("午前十時十分に", "午前10時10分に"),
        ("午後一時から", "午後1時から"),
        ("第二百四十四条の二", "第244条の2"),
        ("第三回会議", "第3回会議"),
        ("三分の一", "3分の1"),
        ("一点五倍", "1.5倍"),
        ("八十パーセント", "80％"),
        ("30平米、3ヶ月、５箇所", "30平方メートル、3か月、5か所"),
        ("１つ目と2つ目", "一つ目と二つ目"),
        ("国道二号の三点目", "国道2号の3点目"),
        ("定員は二百五十でした", "定員は250でした"),
        ("第一四半期", "第1四半期"),
    ],
)
def test_counts_dates_and_amounts_are_in_arabic_digits(said: str, shown: str) -> None:
    assert numerals(said) == shown


@pytest.mark.parametrize(
    "text",
    [
        "一般の方の一部、一方で一番重要です。",
        "第三者委員会と二重行政",
        "三重県四日市市、千葉市、四国、九州",
        "六本木の五十嵐さんと三宅さん",
        "百貨店、万一、億万長者、七五三",
        "一人ひとり、一人、二人",
        "一つ、二つ、三つ子",
        "数十人、十数人、四、五十人、二十余人、何百人",
        "二、三日と二三人",
        "十分な時間、一時停止、一日も早く",
        "二十歳のつどい、百円玉、一級河川",
        "2026年、1234番地、078-331-8181",
    ],
)
def test_words_names_and_approximations_stay(text: str) -> None:
    assert numerals(text) == text


@given(st.integers(11, 9999), st.sampled_from(["円", "人", "件", "世帯"]))
def test_a_counted_number_keeps_its_value(number: int, counter: str) -> None:
    shown = numerals(f"合計{number}{counter}です")
    assert re.sub("[^0-9]", "", shown) == str(number)


@given(SPEECH)
def test_every_value_survives(text: str) -> None:
    assert values(numerals(text)) == values(text)


@given(st.text() | SPEECH)
def test_once_is_enough(text: str) -> None:
    assert numerals(numerals(text)) == numerals(text)

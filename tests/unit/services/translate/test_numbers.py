import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.translate.numbers import invented, missing

SAME = [
    ("12,000円", "12,000 yen"),
    ("1万2千円", "12,000 yen"),
    ("１万２，０００円", "JPY 12000"),
    ("3億2000万人", "320 million people"),
    ("280万バレル", "2.8 million barrels"),
    ("令和6年3月31日", "March 31, 2024"),
    ("令和元年", "2019"),
    ("2024年", "令和6年"),
    ("午後3時", "15:00"),
    ("15時30分", "3:30 p.m."),
    ("2人の職員", "two staff members"),
    ("25件", "twenty-five cases"),
    ("1000万件", "1,000 万份"),
    ("三十一日に25人", "25 people on the 31st"),
    ("$2.3 billion", "23億ドル"),
    ("three people in 1990", "1990年に3人"),
    ("1点につき400円", "400 yen per item"),
    ("電話 078-322-5000", "Phone +81-78-322-5000"),
]


@pytest.mark.parametrize(("source", "translation"), SAME)
def test_the_same_number_in_another_form_is_no_loss(source: str, translation: str) -> None:
    assert missing(source, translation) == []


@pytest.mark.parametrize(
    ("source", "translation", "gone"),
    [
        ("12,000円", "1,200 yen", ["12000"]),
        ("10月31日", "October 30", ["31"]),
        ("1万2千円", "10,000 yen", ["1万2千"]),
        ("令和6年", "2023", ["6"]),
        ("1階の窓口", "the window", ["1"]),
        ("3人のうち25人", "three people", ["25"]),
    ],
)
def test_an_altered_number_is_reported(source: str, translation: str, gone: list[str]) -> None:
    assert missing(source, translation) == gone


def test_a_number_from_nowhere_is_reported() -> None:
    assert invented("参加は無料です", "It costs 500 yen") == ["500"]
    assert invented("参加は500円です", "It costs 500 yen") == []


@given(st.integers(0, 10**12))
def test_a_number_agrees_with_itself_however_it_is_grouped(value: int) -> None:
    assert missing(f"合計{value}円", f"total {value:,} yen") == []


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_myriads_agree_with_digits(high: int, low: int) -> None:
    assert missing(f"{high}万{low}円", f"{high * 10_000 + low:,} yen") == []

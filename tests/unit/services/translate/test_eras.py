import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.translate.eras import western_years


@pytest.mark.parametrize(
    ("text", "western"),
    [
        ("令和8年11月10日", "2026年11月10日"),
        ("令和元年度と平成３１年", "2019年度と2019年"),
        ("昭和 64 年", "1989 年"),
        ("令和町1丁目", "令和町1丁目"),
        ("令和の時代", "令和の時代"),
    ],
)
def test_an_era_year_becomes_a_western_one(text: str, western: str) -> None:
    assert western_years(text) == western


@given(st.text(st.sampled_from("あ1２年月日"), max_size=40))
def test_text_without_an_era_stays(text: str) -> None:
    assert western_years(text) == text

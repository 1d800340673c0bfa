import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.translate.eras import western_years, with_eras


@pytest.mark.parametrize(
    ("text", "western"),
    [
        ("令和8年11月10日", "2026年11月10日"),
        ("令和元年度と平成３１年", "2019年度と2019年"),
        ("昭和 64 年", "1989 年"),
        ("令和七年四月、昭和六十四年、平成十年", "2025年四月、1989年、1998年"),
        ("R7.4.1からH30/12/31", "2025年4月1日から2018年12月31日"),
        ("R7.13.1とS1.2.3.4", "R7.13.1とS1.2.3.4"),
        ("令和町1丁目", "令和町1丁目"),
        ("令和の時代", "令和の時代"),
    ],
)
def test_an_era_year_becomes_a_western_one(text: str, western: str) -> None:
    assert western_years(text) == western


@given(st.text(st.sampled_from("あ1２年月日"), max_size=40))
def test_text_without_an_era_stays(text: str) -> None:
    assert western_years(text) == text


@pytest.mark.parametrize(
    ("source", "translation", "target", "both"),
    [
        ("令和8年11月", "November 10, 2026.", "en", "November 10, 2026 (Reiwa 8)."),
        ("令和8年度", "2026年度的预算", "zh", "2026年度（令和8年）的预算"),
        ("令和元年", "2019년 5월", "ko", "2019년 (Reiwa 1) 5월"),
        ("R7.4.1", "April 1, 2025", "en", "April 1, 2025 (Reiwa 7)"),
        ("令和8年", "2026 (Reiwa 8)", "en", "2026 (Reiwa 8)"),
        ("令和8年", "that year", "en", "that year"),
        ("令和8年", "room 12026", "en", "room 12026"),
        ("2026年", "in 2026", "en", "in 2026"),
    ],
)
def test_both_calendars_are_shown(source: str, translation: str, target: str, both: str) -> None:
    assert with_eras(source, translation, target) == both

import pytest

from services.translate.flags import is_altered
from services.translate.moments import altered_moments


@pytest.mark.parametrize(
    ("source", "translation", "is_other"),
    [
        ("午前9時から午後5時30分まで", "from 9 a.m. to 5:30 p.m.", False),
        ("午前9時から午前11時まで", "from 9 to 11 a.m.", False),
        ("午前9時から午後5時30分まで", "from 9 p.m. to 5:30 p.m.", True),
        ("午後5時半", "5:30 AM", True),
        ("17時15分に閉まります", "closes at 5:15 a.m.", True),
        ("17:15に閉まります", "closes at 5:15 p.m.", False),
        ("午後3時", "at 15:00", False),
        ("午後3時", "at 3:00", False),
        ("午後3時", "at 3 in the afternoon", False),
        ("午後3時", "下午3点", False),
        ("午後3時", "오전 3시", True),
        ("正午12時", "at noon", False),
        ("午前9時と午後9時", "9 a.m. and 9 p.m.", False),
        ("4月9日までに", "by April 9", False),
        ("4月9日までに", "by September 4", True),
        ("2026年9月9日", "9 September 2026", False),
        ("2026年9月9日", "April 9, 2026", True),
        ("令和8年10月31日", "October 31, 2026", False),
        ("令和8年10月31日", "2025年10月31日", True),
        ("10月31日", "10월 31일", False),
        ("10月31日", "2026-10-31", False),
        ("令和8年10月31日", "2026年（令和8年）10月31日", False),
        ("3時間かかります", "It takes 3 hours.", False),
        ("078-322-5000", "at 5 p.m.", False),
    ],
)
def test_dates_and_times_are_compared_as_values(source: str, translation: str, is_other: bool) -> None:
    assert altered_moments(source, translation, "en") == is_other


def test_a_language_whose_dates_are_unknown_is_not_judged() -> None:
    assert not altered_moments("4月9日", "Ngày 4 tháng 9", "vi")


def test_a_number_does_not_hide_behind_a_date() -> None:
    assert is_altered("9月25日に定員25人で", "for 2 people on September 25", "en")
    assert not is_altered("9月25日に定員25人で", "for 25 people on September 25", "en")

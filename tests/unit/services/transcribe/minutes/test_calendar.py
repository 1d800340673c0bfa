import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.minutes.calendar import day_of, full_date, plain_numbers
from services.transcribe.minutes.rules.times import DUE

MEETING = dt.date(2026, 11, 16)
"""A Monday."""


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("11月25日", "2026-11-25"),
        ("十一月二十五日", "2026-11-25"),
        ("１１月２５日", "2026-11-25"),
        ("1月15日", "2027-01-15"),
        ("9月30日", "2026-09-30"),
        ("来年の3月1日", "2027-03-01"),
        ("令和9年4月1日", "2027-04-01"),
        ("来週金曜", "2026-11-27"),
        ("再来週の月曜日", "2026-11-30"),
        ("今週中", "2026-11-20"),
        ("金曜", "2026-11-20"),
        ("月曜", "2026-11-23"),
        ("今月末", "2026-11-30"),
        ("月内", "2026-11-30"),
        ("来月10日", "2026-12-10"),
        ("2月末", "2027-02-28"),
        ("20日", "2026-11-20"),
        ("5日", "2026-12-05"),
        ("年内", "2026-12-31"),
        ("年度末", "2027-03-31"),
        ("あさって", "2026-11-18"),
        ("2週間以内", "2026-11-30"),
        ("十月の二十日", "2026-10-20"),
        ("十二月の十日", "2026-12-10"),
        ("来月の二日", "2026-12-02"),
        ("今月の二十五日", "2026-11-25"),
        ("来週の水曜", "2026-11-25"),
        ("十五日の正午", "2026-12-15"),
        ("明後日の水曜", "2026-11-18"),
        ("十二月のうち", "2026-12-31"),
        ("来週", None),
        ("次回", None),
        ("来月上旬", None),
        ("2月30日", None),
    ],
)
def test_days_are_reckoned_from_the_meeting(said, day):
    found = day_of(said, MEETING)
    assert (found and found.isoformat()) == day


def test_without_a_meeting_day_only_a_full_date_is_one():
    assert day_of("来週金曜", None) is None
    assert day_of("11月25日", None) is None
    assert day_of("令和8年11月25日", None) == dt.date(2026, 11, 25)


def test_a_full_date_needs_its_year():
    assert full_date("二〇二六年十一月十三日") == dt.date(2026, 11, 13)
    assert full_date("11月13日") is None


@given(
    st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31)),
    st.text("来今週月末年度日一二三十0123456789金曜内中の", max_size=8),
)
def test_whatever_is_said_is_a_day_or_none(meeting, said):
    found = day_of(said, meeting)
    assert found is None or isinstance(found, dt.date)


@given(st.integers(1, 99))
def test_kanji_numbers_are_read(number):
    tens, ones = divmod(number, 10)
    digits = "〇一二三四五六七八九"
    kanji = (("" if tens == 1 else digits[tens]) + "十" if tens else "") + (digits[ones] if ones else "")
    assert plain_numbers(f"{kanji}日") == f"{number}日"


KANJI = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")


def kanji(number: int) -> str:
    """Up to 99: 二十五."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else KANJI[tens]) + ("十" if tens else "") + KANJI[ones]


@given(
    st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31)),
    st.integers(0, 200),
    st.sampled_from(("{m}月{d}日", "{m}月の{d}日", "{M}月{D}日", "{M}月の{D}日")),
)
def test_a_month_and_a_day_however_spoken_are_that_day(meeting, ahead, form):
    day = meeting + dt.timedelta(days=ahead)
    spoken = form.format(m=day.month, d=day.day, M=kanji(day.month), D=kanji(day.day))
    assert day_of(spoken, meeting) == day
    due = next(
        match["due"] for pattern in DUE if (match := pattern.search(f"案を{spoken}までに出してください"))
    )
    assert day_of(due, meeting) == day


@given(st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31)), st.integers(0, 2), st.integers(0, 6))
def test_a_day_of_a_week_is_in_that_week(meeting, weeks, number):
    day = day_of(f"{('今週', '来週', '再来週')[weeks]}の{'月火水木金土日'[number]}曜", meeting)
    assert day is not None
    assert day.weekday() == number
    monday = meeting - dt.timedelta(days=meeting.weekday())
    assert monday + dt.timedelta(weeks=weeks) <= day < monday + dt.timedelta(weeks=weeks + 1)

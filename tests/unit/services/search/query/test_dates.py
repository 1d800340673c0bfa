from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.search.query.dates import Period, period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-11-01", "2026-11-01", "2026-11-01"),
        ("2026/11/1", "2026-11-01", "2026-11-01"),
        ("２０２６年１１月１日", "2026-11-01", "2026-11-01"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2024年2月", "2024-02-01", "2024-02-29"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026年", "2026-01-01", "2026-12-31"),
        ("令和8年11月", "2026-11-01", "2026-11-30"),
        ("令和元年", "2019-01-01", "2019-12-31"),
        ("R8.11.1", "2026-11-01", "2026-11-01"),
        ("h30", "2018-01-01", "2018-12-31"),
        ("S63.1", "1988-01-01", "1988-01-31"),
    ],
)
def test_days_months_and_years_of_both_calendars(text: str, first: str, last: str) -> None:
    assert period(text) == Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    ["", "きのう", "20261101", "8", "8年", "2026-13", "2026-02-30", "2026-0", "令和", "R2026", "2026-11-"],
)
def test_what_is_no_date(text: str) -> None:
    assert period(text) is None


@given(st.dates())
def test_every_day_is_read_back(day: date) -> None:
    assert period(day.isoformat()) == Period(day, day)


@given(st.text("令和R年月日0123-./元 ", max_size=12))
def test_no_text_is_too_strange(text: str) -> None:
    found = period(text)
    assert found is None or found.first <= found.last

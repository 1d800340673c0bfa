import pytest

from services.masking.columns.dates import Moment, read_date


@pytest.mark.parametrize(
    ("text", "year", "month", "day"),
    [
        ("昭和55年5月3日", 1980, 5, 3),
        ("S55.5.3", 1980, 5, 3),
        ("１９８０／５／３", 1980, 5, 3),
        ("1980-05-03 00:00", 1980, 5, 3),
        ("19800503", 1980, 5, 3),
        ("昭和五十五年五月三日", 1980, 5, 3),
        ("令和元年5月1日(水)", 2019, 5, 1),
        ("平成2年4月", 1990, 4, None),
        ("1980年", 1980, None, None),
        ("2024年4月1日 10時30分", 2024, 4, 1),
    ],
)
def test_dates_in_both_calendars(text: str, year: int, month: int | None, day: int | None) -> None:
    assert read_date(text) == Moment(year, month, day)


@pytest.mark.parametrize(
    "text", ["34", "090-1234-5678", "12-3-4", "2024年13月1日", "2024-04-32", "山田", "", "1234567"]
)
def test_what_is_no_date(text: str) -> None:
    assert read_date(text) is None

"""Days, months and years as people write them: 2026-11-01, 2026/11, 2026年, 令和8年11月, R8.11.1."""

import calendar
import re
import unicodedata
from datetime import date
from typing import NamedTuple

from common.japanese.eras import YEARS_BEFORE

ERAS = YEARS_BEFORE | dict(zip("mtshr", YEARS_BEFORE.values(), strict=True))
"""The year before the first of an era, by its name or letter."""
YEAR = rf"({'|'.join(ERAS)})?(元|\d{{1,4}})"
WRITTEN = re.compile(rf"{YEAR}年(?:(\d{{1,2}})月(?:(\d{{1,2}})日)?)?")
SHORT = re.compile(rf"{YEAR}(?:[-/.](\d{{1,2}})(?:[-/.](\d{{1,2}}))?)?")


class Period(NamedTuple):
    first: date
    last: date


def period(text: str) -> Period | None:
    """The days that `text` means, or None when it is no date."""
    written = unicodedata.normalize("NFKC", text).lower().strip()
    found = WRITTEN.fullmatch(written) or SHORT.fullmatch(written)
    if not found:
        return None
    era, year, month, day = found.groups()
    if (era is None) != (len(year) == 4):
        return None
    try:
        return _days(ERAS.get(era, 0) + (1 if year == "元" else int(year)), month, day)
    except (ValueError, calendar.IllegalMonthError):
        return None


def _days(year: int, month: str | None, day: str | None) -> Period:
    if month is None:
        return Period(date(year, 1, 1), date(year, 12, 31))
    if day is None:
        return Period(
            date(year, int(month), 1), date(year, int(month), calendar.monthrange(year, int(month))[1])
        )
    only = date(year, int(month), int(day))
    return Period(only, only)

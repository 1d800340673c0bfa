"""Dates and times of a Japanese text already as English writes them: an engine copies what needs no translating."""

from services.translate.moments import Date, Time, replaced
from services.translate.number_words import MONTHS

ENGLISH = "en"


def spelled(text: str, target: str) -> str:
    """「2028年2月9日の午後1時」 as 「February 9, 2028の1:00 p.m.」; other targets are left as they are."""
    return replaced(text, _english) if target == ENGLISH else text


def _english(value: Date | Time) -> str:
    if isinstance(value, Date):
        day = f"{MONTHS[value.month - 1].capitalize()} {value.day}"
        return f"{day}, {value.year}" if value.year else day
    if value.half is None:
        return f"{value.hour or 12}:{value.minute:02}"
    minutes = f":{value.minute:02}" if value.minute else ""
    return f"{value.hour or 12}{minutes} {'p.m.' if value.half else 'a.m.'}"

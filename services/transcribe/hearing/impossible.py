"""Times and days that no clock and no calendar has (「558時」, 「4月31日」): something else was said."""

import re
import unicodedata
from calendar import monthrange

from services.transcribe.text.kanji_numbers import KANJI, NUMBER, POSITIONAL, read, value

LEAP_YEAR = 2024
LAST_HOUR, LAST_MINUTE, LAST_MONTH = 24, 59, 12
NOT_INSIDE = rf"(?<![0-9{KANJI}.,数何幾第])"
CLOCK = re.compile(
    rf"{NOT_INSIDE}(?P<hour>{NUMBER.pattern})時(?![間限点代期給短差])(?:(?P<minute>{NUMBER.pattern})分)?"
)
DAY = re.compile(
    rf"{NOT_INSIDE}(?P<month>{NUMBER.pattern})月(?!曜|額|間)(?:の?(?P<day>{NUMBER.pattern})日(?!間|目))?"
)


def is_impossible(text: str) -> bool:
    """Whether Japanese `text` names an hour above 24, a minute above 59, a month above 12, or a day that
    its month does not have. Lengths of time (90分, 60日) have no bound."""
    folded = unicodedata.normalize("NFKC", text)
    return any(map(_no_clock, CLOCK.finditer(folded))) or any(map(_no_day, DAY.finditer(folded)))


def _no_clock(match: re.Match[str]) -> bool:
    hour, minute = _number(match["hour"]), _number(match["minute"])
    return (hour or 0) > LAST_HOUR or (minute or 0) > LAST_MINUTE


def _no_day(match: re.Match[str]) -> bool:
    month, day = _number(match["month"]), _number(match["day"])
    if month is None:
        return False
    if not 1 <= month <= LAST_MONTH:
        return True
    return day is not None and not 1 <= day <= monthrange(LEAP_YEAR, month)[1]


def _number(text: str | None) -> int | None:
    """None also for 四五時, which is about four or five, and for what is no number."""
    if text is None or (len(text) > 1 and POSITIONAL.fullmatch(text)):
        return None
    amounts = read(text)
    return int(value(amounts)) if amounts else None

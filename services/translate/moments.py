"""Dates and times of day, read as values, so that 午後3時30分, 15:30 and 3:30 p.m. agree and 3:30 a.m. does not.

`numbers` sees to it that every number is somewhere; here they must stand together: a month that was swapped
for another is found even where the sentence holds that number elsewhere.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from services.translate.number_words import ERAS, MONTHS
from services.translate.survival import without_addresses

READ = frozenset({"ja", "ja-Hira", "en", "zh", "zt", "ko"})
"""Languages whose dates and times are known here."""
MONTH_NAME = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS)
ERA_YEAR = rf"(?:({'|'.join(ERAS)})\s*(元|\d{{1,2}})|(\d{{4}}))\s*[年년]\s*(?:[（(][^）)]*[）)])?\s*"
DATES = (
    re.compile(rf"(?:{ERA_YEAR})?(?<!\d)(\d{{1,2}})\s*[月월]\s*(\d{{1,2}})\s*[日号號일]"),
    re.compile(
        rf"()()()\b({MONTH_NAME})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:)(?:,?\s+(\d{{4}}))?", re.IGNORECASE
    ),
    re.compile(
        rf"()()()(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?()({MONTH_NAME})\b\.?(?:,?\s+(\d{{4}}))?",
        re.IGNORECASE,
    ),
    re.compile(r"(?<!\d)()()(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)"),
)
MORNING, AFTERNOON = ("午前", "上午", "早上", "오전"), ("午後", "下午", "晚上", "오후")
WESTERN_TIME = re.compile(
    r"(?<![\d:.])(\d{1,2})(?:[:.](\d{2}))?\s*(?:([ap])\.?m\b\.?|in the (morning|afternoon|evening)|at (night)|o'clock"
    r"|(?=\s*(?:to|and|until|-|–|—)\s*\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m))",
    re.IGNORECASE,
)
EASTERN_TIME = re.compile(
    rf"({'|'.join((*MORNING, *AFTERNOON))})?\s*(?<!\d)(\d{{1,2}})\s*"
    r"(?:(?:[時时시]|[点點](?=\s*(?:钟|鐘|整|半|\d{1,2}\s*分|[，,。]|\Z)))"
    r"(?!間|间|간)(?:\s*(\d{1,2})\s*[分분]|(半|반))?|:(\d{2})(?!\s*(?:[ap]\.?m|o'clock|in the|[:\d])))",
    re.IGNORECASE,
)
NOON = re.compile(r"\b(noon|midnight)\b", re.IGNORECASE)


ERA_NAME = re.compile("|".join(ERAS), re.IGNORECASE)


class Date(NamedTuple):
    month: int
    day: int
    year: int | None


class Time(NamedTuple):
    hour: int
    """On a dial: 0 to 11."""
    minute: int
    half: int | None
    """0 before noon, 1 after; None where the text does not say."""


Value = TypeVar("Value", Date, Time)
Found = list[tuple[tuple[int, int], Value]]


def altered_moments(source: str, translation: str, target: str) -> bool:
    """Whether a date or a time of `source` is another one in `translation`, or a number beside them is gone."""
    if target not in READ:
        return False
    before, after = without_addresses(source), without_addresses(translation)
    if _unmatched(_dates(before), _dates(after), _same_date):
        return True
    if _unmatched(_times(before), _times(after), _same_time):
        return True
    return any(_lost_year(date, after) for _, date in _dates(before))


def same_moment(phrase: str, text: str) -> tuple[int, int] | None:
    """Where `text` has the date and time, or the one of the two, that is all that `phrase` states."""
    dates, times = _dates(phrase), _times(phrase)
    if len(dates) + len(times) == 0 or len(dates) > 1 or len(times) > 1:
        return None
    spans = [
        *(next((span for span, date in _dates(text) if _same_date(date, given)), None) for _, given in dates),
        *(next((span for span, time in _times(text) if _same_time(time, given)), None) for _, given in times),
    ]
    found = [span for span in spans if span is not None]
    if len(found) < len(spans):
        return None
    return min(start for start, _ in found), max(end for _, end in found)


def without_moments(text: str) -> str:
    """`text` less its dates and times."""
    for span, _ in sorted([*_dates(text), *_times(text)], reverse=True):
        text = f"{text[: span[0]]} {text[span[1] :]}"
    return text


def replaced(text: str, write: Callable[[Date | Time], str]) -> str:
    """`text` with what `write` makes of its dates and times."""
    found: list[tuple[tuple[int, int], Date | Time]] = [*_dates(text), *_times(text)]
    for span, value in sorted(found, key=lambda each: each[0], reverse=True):
        text = text[: span[0]] + write(value) + text[span[1] :]
    return text


def has_moments(text: str) -> bool:
    return bool(_dates(text) or _times(text))


def _lost_year(date: Date, text: str) -> bool:
    return date.year is not None and str(date.year) not in text and not ERA_NAME.search(text)


def _unmatched(given: Found[Value], found: Found[Value], agree: Callable[[Value, Value], bool]) -> bool:
    """Whether one of `given` has no counterpart; each of `found` is the counterpart of one only."""
    left: list[Value] = [value for _, value in found]
    for _, value in given:
        match = next((each for each in left if agree(value, each)), None)
        if match is None:
            return True
        left.remove(match)
    return False


def _same_date(a: Date, b: Date) -> bool:
    return (a.month, a.day) == (b.month, b.day) and (a.year is None or b.year is None or a.year == b.year)


def _same_time(a: Time, b: Time) -> bool:
    return a[:2] == b[:2] and (a.half is None or b.half is None or a.half == b.half)


def _dates(text: str) -> Found[Date]:
    found: Found[Date] = []
    for match in DATES[0].finditer(text):
        era, number, western, month, day = match.groups()
        year = int(western) if western else None
        if era:
            year = ERAS[era] + (1 if number == "元" else int(number))
        found.append((match.span(), Date(int(month), int(day), year)))
    for match in DATES[1].finditer(text):
        *_, month, day, year_text = match.groups()
        found.append((match.span(), Date(_month(month), int(day), int(year_text) if year_text else None)))
    for match in DATES[2].finditer(text):
        _, _, _, day, _, month, year_text = match.groups()
        found.append((match.span(), Date(_month(month), int(day), int(year_text) if year_text else None)))
    for match in DATES[3].finditer(text):
        _, _, year_text, month, day = match.groups()
        found.append((match.span(), Date(int(month), int(day), int(year_text))))
    return _apart(found)


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name[:3].lower()))


def _times(text: str) -> Found[Time]:
    found: Found[Time] = []
    for match in WESTERN_TIME.finditer(text):
        hour, minute, letter, part, night = match.groups()
        half = int(letter.lower() == "p") if letter else None
        if part or night:
            half = int((part or "").lower() != "morning")
        found += _time(match.span(), int(hour), int(minute or 0), half)
    for match in EASTERN_TIME.finditer(text):
        said, hour, minutes, is_half, clock = match.groups()
        half = None if said is None else int(said in AFTERNOON)
        found += _time(match.span(), int(hour), 30 if is_half else int(minutes or clock or 0), half)
    for match in NOON.finditer(text):
        found.append((match.span(), Time(0, 0, int(match[1].lower() == "noon"))))
    return _apart(found)


def _time(
    span: tuple[int, int], hour: int, minute: int, half: int | None
) -> Iterator[tuple[tuple[int, int], Time]]:
    if hour > 24 or minute > 59:
        return
    if hour > 12 and half is None:
        half = int(hour < 24)
    yield span, Time(hour % 12, minute, half)


def _apart(found: Sequence[tuple[tuple[int, int], Value]]) -> Found[Value]:
    """In the order of the text, none over another."""
    kept: Found[Value] = []
    for span, value in sorted(found):
        if not kept or span[0] >= kept[-1][0][1]:
            kept.append((span, value))
    return kept

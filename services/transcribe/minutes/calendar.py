"""Days as people say them (「来週の金曜」「今月末」) reckoned from the day of the meeting."""

import calendar
import datetime as dt
import re
import unicodedata

from services.transcribe.minutes.rules.times import MONTH, PART, WEEK

REIWA_BEFORE = 2018
MONTHS_BACK = 3
"""A month this far behind the meeting's may still be the past; further back is next year's."""
DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")}
KANJI_NUMBER = re.compile("[〇一二三四五六七八九十百]+(?=年|月|日|時|分|週間|か月|ヶ月|カ月)")
WEEKDAYS = "月火水木金土日"
WEEKS = {"今週": 0, "来週": 1, "次週": 1, "翌週": 1, "再来週": 2, "さ来週": 2}
MONTHS = {"今月": 0, "来月": 1, "翌月": 1, "再来月": 2}
NEAR = {"本日": 0, "今日": 0, "明日": 1, "あした": 1, "あす": 1, "明後日": 2, "あさって": 2}
FRIDAY = 4

FULL = re.compile(
    r"(?:(?P<western>20\d\d)年|令和(?P<reiwa>\d{1,2}|元)年|(?P<next>来年|翌年)の?)?(?P<month>\d{1,2})月の?(?P<day>\d{1,2})日"
)
MONTH_END = re.compile(rf"(?:(?P<month>\d{{1,2}})月|(?P<near>{MONTH}))の?(?P<part>{PART}|中|いっぱい|内)")
MONTH_DAY = re.compile(rf"(?P<near>{MONTH})の?(?P<day>\d{{1,2}})日")
DAY_ONLY = re.compile(r"(?<!\d)(?P<day>\d{1,2})日(?!間|以内|後|前|目)")
IN_WEEK = re.compile(rf"(?P<week>{WEEK})の?(?P<weekday>[{WEEKDAYS}])?(?P<part>中|末|いっぱい)?")
WEEKDAY = re.compile(rf"(?P<weekday>[{WEEKDAYS}])曜")
NEW_YEAR = re.compile(r"年明けの?、?(?P<day>\d{1,2})日")
AFTER = re.compile(r"(?P<count>\d+)(?P<unit>日|週間)(?:以内|後)")
LAST_PARTS = {"末", "末日", "中", "いっぱい", "下旬", "後半", "内", "うち"}


def plain_numbers(text: str) -> str:
    """Full-width and Chinese numerals before 年, 月, 日 and the like in ASCII digits."""
    folded = unicodedata.normalize("NFKC", text)
    return KANJI_NUMBER.sub(lambda match: str(_number(match[0])), folded)


def day_of(text: str, meeting: dt.date | None) -> dt.date | None:
    """The day that `text` names, by the date of the meeting; None when it names none, or not exactly."""
    said = plain_numbers(text)
    try:
        return _absolute(said, meeting) or (meeting and _relative(said, meeting))
    except ValueError:  # 2月30日
        return None


def full_date(text: str) -> dt.date | None:
    """A date said with its year, in either calendar."""
    match = FULL.search(plain_numbers(text))
    if match is None or not (match["western"] or match["reiwa"]):
        return None
    try:
        return _full(match, None)
    except ValueError:
        return None


def _absolute(said: str, meeting: dt.date | None) -> dt.date | None:
    match = FULL.search(said)
    return _full(match, meeting) if match else None


def _full(match: re.Match[str], meeting: dt.date | None) -> dt.date | None:
    month, day = int(match["month"]), int(match["day"])
    if match["western"]:
        return dt.date(int(match["western"]), month, day)
    if match["reiwa"]:
        return dt.date(REIWA_BEFORE + (1 if match["reiwa"] == "元" else int(match["reiwa"])), month, day)
    if meeting is None:
        return None
    return dt.date(meeting.year + 1 if match["next"] else _year(month, meeting), month, day)


def _relative(said: str, meeting: dt.date) -> dt.date | None:
    for reckon in (_of_month, _month_day, _of_week, _after, _fixed, _weekday, _day_only):
        if (day := reckon(said, meeting)) is not None:
            return day
    return None


def _of_month(said: str, meeting: dt.date) -> dt.date | None:
    match = MONTH_END.search(said)
    if match is None or match["part"] not in LAST_PARTS:
        return None
    if match["near"]:
        return _month_end(*_months_on(meeting, MONTHS[match["near"]]))
    month = int(match["month"])
    return _month_end(_year(month, meeting), month)


def _month_day(said: str, meeting: dt.date) -> dt.date | None:
    match = MONTH_DAY.search(said)
    return dt.date(*_months_on(meeting, MONTHS[match["near"]]), int(match["day"])) if match else None


def _of_week(said: str, meeting: dt.date) -> dt.date | None:
    """A weekday of a week that begins on Monday; its end is its Friday."""
    match = IN_WEEK.search(said)
    if match is None or not (match["weekday"] or match["part"]):
        return None
    number = WEEKDAYS.index(match["weekday"]) if match["weekday"] else FRIDAY
    monday = meeting - dt.timedelta(days=meeting.weekday())
    return monday + dt.timedelta(weeks=WEEKS[match["week"]], days=number)


def _after(said: str, meeting: dt.date) -> dt.date | None:
    match = AFTER.search(said)
    if match is None:
        return None
    return meeting + dt.timedelta(days=int(match["count"]) * (7 if match["unit"] == "週間" else 1))


def _fixed(said: str, meeting: dt.date) -> dt.date | None:
    for word in sorted(NEAR, key=len, reverse=True):
        if word in said:
            return meeting + dt.timedelta(days=NEAR[word])
    if match := NEW_YEAR.search(said):
        return dt.date(meeting.year + (meeting.month > MONTHS_BACK), 1, int(match["day"]))
    if re.search("年度(?:末|内|中)", said):
        spring = meeting.year + (meeting.month > 3) + ("来年度" in said)
        return dt.date(spring, 3, 31)
    if re.search("年(?:末|内)", said):
        return dt.date(meeting.year, 12, 31)
    if re.search("月(?:末|内)", said):
        return _month_end(meeting.year, meeting.month)
    return None


def _weekday(said: str, meeting: dt.date) -> dt.date | None:
    """The next such day after the meeting."""
    match = WEEKDAY.search(said)
    if match is None:
        return None
    ahead = (WEEKDAYS.index(match["weekday"]) - meeting.weekday() - 1) % 7 + 1
    return meeting + dt.timedelta(days=ahead)


def _day_only(said: str, meeting: dt.date) -> dt.date | None:
    match = DAY_ONLY.search(said)
    if match is None:
        return None
    day = int(match["day"])
    return dt.date(*_months_on(meeting, 0 if day >= meeting.day else 1), day)


def _year(month: int, meeting: dt.date) -> int:
    return meeting.year + ((meeting.month - month) % 12 > MONTHS_BACK if month < meeting.month else 0)


def _months_on(meeting: dt.date, months: int) -> tuple[int, int]:
    whole = meeting.year * 12 + meeting.month - 1 + months
    return whole // 12, whole % 12 + 1


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _number(kanji: str) -> int:
    """Up to 999, positional (二〇) or with 十 and 百."""
    if not set(kanji) & {"十", "百"}:
        return int("".join(str(DIGITS[c]) for c in kanji))
    total = digit = 0
    for c in kanji:
        if c in DIGITS:
            digit = DIGITS[c]
        else:
            total += (digit or 1) * {"十": 10, "百": 100}[c]
            digit = 0
    return total + digit

"""Dates as tables write them, in 西暦 and 和暦."""

import re
from dataclasses import dataclass
from datetime import date

from common.japanese.eras import YEARS_BEFORE
from services.masking.folding import KANJI_DIGITS, fold_word

INITIALS = dict(zip("MTSHR", YEARS_BEFORE, strict=True)) | {name[0]: name for name in YEARS_BEFORE}
NUMBER = f"[0-9{''.join(KANJI_DIGITS)}十]{{1,4}}"
ERA = f"(?P<era>{'|'.join(YEARS_BEFORE)}|[MTSHR明大昭平令])[. ]?"
WRITTEN = re.compile(
    rf"(?:西暦)?(?:{ERA})?(?P<year>元|{NUMBER}) ?(?:年|[-/.・]) ?"
    rf"(?:(?P<month>{NUMBER}) ?(?:月|[-/.・]|$) ?(?:(?P<day>{NUMBER}) ?日?)?)?"
    r"(?: ?\([月火水木金土日]\))?(?:[ T]?[0-9]{1,2}(?::[0-9]{2}){1,2}(?:\.[0-9]+)?| ?[0-9]{1,2}時(?:[0-9]{1,2}分)?)? ?(?:生まれ|生)?"
)
COMPACT = re.compile(r"(?P<year>(?:18|19|20)[0-9]{2})(?P<month>[01][0-9])(?P<day>[0-3][0-9])")
YEAR_ALONE = re.compile(rf"(?:西暦)?(?:{ERA})?(?P<year>元|{NUMBER}) ?年?")


@dataclass(frozen=True)
class Moment:
    year: int
    month: int | None = None
    day: int | None = None

    def age_on(self, today: date) -> int | None:
        """Full years, if the year allows them; of a date without month the age reached in that year."""
        before = (today.month, today.day) < (self.month or 1, self.day or 1)
        age = today.year - self.year - before
        return age if 0 <= age <= 130 else None


def read_date(text: str) -> Moment | None:
    """昭和55年5月3日, S55.5.3, 1980-05-03 00:00, 19800503, 2024年4月, 1980年; None for anything else."""
    folded = fold_word(text).strip()
    match = COMPACT.fullmatch(folded) or WRITTEN.fullmatch(folded) or YEAR_ALONE.fullmatch(folded)
    if match is None:
        return None
    parts = match.groupdict()
    year = _year(parts.get("era"), parts["year"])
    month, day = (_number(parts.get(key)) for key in ("month", "day"))
    if year is None or not (month is None or 1 <= month <= 12) or not (day is None or 1 <= day <= 31):
        return None
    return Moment(year, month, day)


def _year(era: str | None, text: str) -> int | None:
    number = 1 if text == "元" else _number(text)
    if number is None:
        return None
    if era:
        year = YEARS_BEFORE[INITIALS.get(era, era)] + number
        return year if number < 100 else None
    return number if 1850 <= number <= 2100 else None


def _number(text: str | None) -> int | None:
    if not text:
        return None
    digits = "".join(KANJI_DIGITS.get(character, character) for character in text)
    if "十" not in digits:
        return int(digits)
    tens, _, ones = digits.partition("十")
    return int(tens or 1) * 10 + int(ones or 0) if len(tens) < 2 and len(ones) < 2 else None

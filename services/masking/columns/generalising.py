"""A value made coarser: ages to bands, dates to months, addresses to municipalities.

Each takes the text of a cell and gives the coarser one, or None where the cell does not say what it should: what cannot
be read cannot be made coarse, and is emptied. Dates come out as the standard data sets of the Digital Agency (デジタル庁
自治体標準オープンデータセット) write them, ISO 8601.
"""

import re
from datetime import date

from services.masking.columns.dates import read_date
from services.masking.folding import fold_word
from services.masking.municipalities import divided

AGE = re.compile(
    r"(?:満|数え)? ?(?P<age>[0-9]{1,3})(?:\.0)? ?(?:歳|才|代|さい)?(?: ?[0-9]{1,2} ?[かケヶカ]月)?"
)
BAND = re.compile(
    r"(?P<lower>[0-9]{1,3}) ?歳? ?[-~～〜から]+ ?(?P<upper>[0-9]{1,3}) ?歳?|(?P<oldest>[0-9]{2,3}) ?歳?以上"
)
MONTHS_OLD = re.compile(r"(?:満|生後)? ?[0-9]{1,2} ?[かケヶカ]月")
OLDEST = 90
"""From here on one band: the very old are few (as HIPAA's safe harbor has it, 45 CFR 164.514(b)(2))."""
POSTAL = re.compile(r"〒? ?(?P<district>[0-9]{3}) ?-? ?[0-9]{4}")


def age_band(text: str, width: int, today: date) -> str | None:
    """34 to 30-39歳; a date of birth to the band of the age on `today`; a band stays in one that holds it all."""
    if (band := read_band(text)) and (band[1] is None or band[1] // width != band[0] // width):
        return f"{OLDEST}歳以上" if band[0] >= OLDEST else None
    age = band[0] if band else read_age(text)
    if age is None and (born := read_date(text)):
        age = born.age_on(today)
    if age is None:
        return None
    if age >= OLDEST:
        return f"{OLDEST}歳以上"
    lower = age // width * width
    return f"{lower}-{lower + width - 1}歳"


def read_age(text: str) -> int | None:
    folded = fold_word(text).strip()
    if MONTHS_OLD.fullmatch(folded):
        return 0
    match = AGE.fullmatch(folded)
    age = int(match["age"]) if match else None
    return age if age is not None and age <= 130 else None


def read_band(text: str) -> tuple[int, int | None] | None:
    """30-39歳, 30歳～39歳, 90歳以上 (which has no upper end)."""
    match = BAND.fullmatch(fold_word(text).strip())
    if match is None:
        return None
    return (int(match["oldest"]), None) if match["oldest"] else (int(match["lower"]), int(match["upper"]))


def year(text: str) -> str | None:
    """昭和55年5月3日 to 1980."""
    found = read_date(text)
    return f"{found.year}" if found else None


def month(text: str) -> str | None:
    """令和6年4月1日 to 2024-04; a year stays one."""
    found = read_date(text)
    if found is None:
        return None
    return f"{found.year}-{found.month:02}" if found.month else f"{found.year}"


def municipality(text: str) -> str | None:
    """東京都千代田区霞が関2-1-2 to 東京都千代田区."""
    prefecture, name = divided(fold_word(text))
    return f"{prefecture}{name}" if name else None


def prefecture(text: str) -> str | None:
    return divided(fold_word(text))[0] or None


def postal_district(text: str) -> str | None:
    """〒100-0001 to 100."""
    match = POSTAL.fullmatch(fold_word(text).strip())
    return match["district"] if match else None

"""Years of the Japanese eras, rewritten before an engine sees them: it would guess, and guess wrong.

The reader gets both calendars: the era is put back behind the western year, 2026 (Reiwa 8).
"""

import re

from services.translate.number_words import ERA_NAMES, ERAS

NUMERALS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)} | {"十": 10}
HAN_WRITERS = frozenset({"zh", "zt"})
YEAR = re.compile(r"(令和|平成|昭和|大正|明治)\s*(元|[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})(?=\s*年)")
SHORT = re.compile(
    r"(?<![A-Za-z0-9])([RHS])\s?(\d{1,2})[./](1[0-2]|0?[1-9])[./]([12]\d|3[01]|0?[1-9])(?![\d./])"
)
"""R7.4.1, as forms and tables have it."""
LETTERS = {"R": "令和", "H": "平成", "S": "昭和"}


def western_years(text: str) -> str:
    """令和8年11月 becomes 2026年11月, 令和元年度 2019年度, R7.4.1 2025年4月1日."""
    return YEAR.sub(_western, _spelled_out(text))


def _spelled_out(text: str) -> str:
    return SHORT.sub(lambda m: f"{LETTERS[m[1]]}{int(m[2])}年{int(m[3])}月{int(m[4])}日", text)


def _western(match: re.Match[str]) -> str:
    return str(ERAS[match[1]] + _number(match[2]))


def _number(written: str) -> int:
    if written == "元":
        return 1
    if written[0] not in NUMERALS:
        return int(written)
    tens, ten, ones = written.rpartition("十")
    return (NUMERALS.get(tens, 1) * 10 if ten else 0) + NUMERALS.get(ones, 0)


def with_eras(source: str, translation: str, target: str) -> str:
    """`translation` with the era years of `source` behind the first place of each of their western years."""
    for match in YEAR.finditer(_spelled_out(source)):
        year = _western(match)
        era, number = match[1], _number(match[2])
        if era in translation or ERA_NAMES[era].lower() in translation.lower():
            continue
        found = re.search(rf"(?<!\d){year}(?!\d)(?:\s*(?:年度?|년도?))?", translation)
        if found is not None:
            said = f"（{era}{number}年）" if target in HAN_WRITERS else f" ({ERA_NAMES[era]} {number})"
            translation = translation[: found.end()] + said + translation[found.end() :]
    return translation

"""Years of the Japanese eras, rewritten before an engine sees them: it would guess, and guess wrong.

The reader gets both calendars: the era is put back behind the western year, 2026 (Reiwa 8).
"""

import re

from services.translate.number_words import ERAS

ROMAN = {"令和": "Reiwa", "平成": "Heisei", "昭和": "Showa", "大正": "Taisho", "明治": "Meiji"}
HAN_WRITERS = frozenset({"zh", "zt"})
YEAR = re.compile(r"(令和|平成|昭和|大正|明治)\s*(元|[0-9０-９]{1,2})(?=\s*年)")


def western_years(text: str) -> str:
    """令和8年11月 becomes 2026年11月, 令和元年度 2019年度."""
    return YEAR.sub(_western, text)


def _western(match: re.Match[str]) -> str:
    return str(ERAS[match[1]] + (1 if match[2] == "元" else int(match[2])))


def with_eras(source: str, translation: str, target: str) -> str:
    """`translation` with the era years of `source` behind the first place of each of their western years."""
    for match in YEAR.finditer(source):
        year = _western(match)
        era, number = match[1], "1" if match[2] == "元" else str(int(match[2]))
        if era in translation or ROMAN[era].lower() in translation.lower():
            continue
        found = re.search(rf"(?<!\d){year}(?!\d)(?:\s*(?:年度?|년도?))?", translation)
        if found is not None:
            said = f"（{era}{number}年）" if target in HAN_WRITERS else f" ({ROMAN[era]} {number})"
            translation = translation[: found.end()] + said + translation[found.end() :]
    return translation

"""Years of the Japanese eras, rewritten before an engine sees them: it would guess, and guess wrong."""

import re

from services.translate.number_words import ERAS

YEAR = re.compile(r"(令和|平成|昭和|大正|明治)\s*(元|[0-9０-９]{1,2})(?=\s*年)")


def western_years(text: str) -> str:
    """令和8年11月 becomes 2026年11月, 令和元年度 2019年度."""
    return YEAR.sub(_western, text)


def _western(match: re.Match[str]) -> str:
    return str(ERAS[match[1]] + (1 if match[2] == "元" else int(match[2])))

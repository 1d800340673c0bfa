"""Years of the Japanese eras beside those of the common calendar: 2026年（令和8年）."""

import re

from services.translate.eras import YEAR, western_years

WESTERN_BESIDE = re.compile(r"[（(]\s*(?:西暦)?\d{4}\s*年?度?\s*[)）]|[・/／]\s*\d{4}")
BEFORE = re.compile(r"\d{4}\s*年?度?\s*[（(]\Z")
UNIT = re.compile(r"年度?")


def both_years(text: str) -> str:
    """Both shown, the reader's own first; a year that has its western one beside it is left."""
    pieces, position = [], 0
    for match in YEAR.finditer(text):
        unit = UNIT.match(text, match.end())
        end = unit.end() if unit else match.end()
        if BEFORE.search(text[: match.start()]) or WESTERN_BESIDE.match(text, end):
            continue
        written = text[match.start() : end]
        pieces += [text[position : match.start()], f"{western_years(written)}（{written}）"]
        position = end
    return "".join([*pieces, text[position:]])

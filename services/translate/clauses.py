"""Where to cut a sentence that is too long for an engine, which would cut it silently."""

import re
from collections.abc import Iterator

from services.translate.languages import language

LONGEST = {True: 400, False: 140}
"""Characters, for languages that are spaced and those that are not."""
CUTS = (re.compile(r"[、，；;：]\s*|,\s+"), re.compile(r"[\s　]+|[」』）)]"))
"""Best first: at a comma, at a blank or a bracket."""


def clause_ends(sentence: str, code: str) -> Iterator[int]:
    """Offsets that cut `sentence` into pieces of at most LONGEST characters, of near-equal length."""
    longest, start = LONGEST[language(code).spaced], 0
    while len(sentence) - start > longest:
        pieces = -(-(len(sentence) - start) // longest)
        wanted = start + (len(sentence) - start) // pieces
        start = _nearest_cut(sentence, start + longest // 4, wanted, start + longest)
        yield start


def _nearest_cut(text: str, lowest: int, wanted: int, highest: int) -> int:
    for cut in CUTS:
        ends = [match.end() for match in cut.finditer(text, lowest, highest)]
        if ends:
            return min(ends, key=lambda end: abs(end - wanted))
    return highest

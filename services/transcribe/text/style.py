"""A segment's text in one of three styles. Each is a view: what is stored is what was said."""

import re
from collections.abc import Iterable
from typing import Literal

from services.transcribe.text.marks import Mark
from services.transcribe.text.numerals import numerals
from services.transcribe.text.plain_style import dearu
from services.transcribe.text.spacing import without_stray_spaces

Style = Literal["verbatim", "cleaned", "dearu"]
COMMAS = re.compile("[、，]{2,}")
AROUND_STOP = re.compile("[、，]*([。．])[、，。．]*")
LEADING = re.compile(r"(\A|[！？!?\n])[、，]+")


def styled(text: str, marks: Iterable[Mark] = (), style: Style = "verbatim") -> str:
    """verbatim: as said. cleaned: without what is marked, numbers as offices write them. dearu: in 常体 besides.

    Total: marks beyond the text or overlapping mark what they can.
    """
    if style == "verbatim":
        return text
    cleaned = numerals(tidy(without(text, marks)))
    return cleaned if style == "cleaned" else dearu(cleaned)


def without(text: str, marks: Iterable[Mark]) -> str:
    """`text` without its marked characters."""
    pieces, at = [], 0
    for mark in sorted(marks, key=lambda mark: mark.start):
        pieces.append(text[at : max(at, mark.start)])
        at = max(at, mark.end)
    return "".join(pieces) + text[at:]


def tidy(text: str) -> str:
    """No stray spaces, no doubled commas, none at a beginning or beside a full stop."""
    text = COMMAS.sub("、", without_stray_spaces(text))
    return LEADING.sub(r"\1", AROUND_STOP.sub(r"\1", text))

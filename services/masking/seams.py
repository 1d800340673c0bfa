"""Numbers, mail addresses and street addresses that the end of a line cuts in two.

Mail and text taken out of a PDF break wherever the line is full. There the patterns read the text again with such line
ends left out, and what lies across one of them counts.
"""

import re
import unicodedata
from dataclasses import dataclass

FEWEST_COLUMNS = 30
SLACK = 2
"""Columns by which a full line may be shorter than its neighbours: a wide character did not fit any more."""
ENDS_OPEN = re.compile(r"[^\s。、」』)〕】|,;:][ ]?$")
BEGINS_OPEN = re.compile(r"[^\s。、「『(〔【|,;:・○●◯■□※*]")


@dataclass(frozen=True)
class Unbroken:
    """`text` without its full lines' ends; `text[i]` is character `places[i]` of the original."""

    text: str
    places: tuple[int, ...]
    seams: tuple[int, ...]
    """Where in `text` a line end was left out."""

    def crosses(self, start: int, end: int) -> bool:
        """Whether a seam lies inside `text[start:end]`, or at its edge: what follows may say what it is."""
        return any(start <= seam <= end for seam in self.seams)

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.places[start], self.places[end - 1] + 1


def unbroken(text: str) -> Unbroken | None:
    """`text` with every line joined to the next that it may go on in; None where there is no such line."""
    lines = text.split("\n")
    widths = [columns(line) for line in lines]
    parts: list[str] = []
    places: list[int] = []
    seams: list[int] = []
    offset = length = 0
    for number, line in enumerate(lines):
        ends = number + 1 < len(lines) and not _goes_on(lines, widths, number)
        part = f"{line}\n" if ends else line
        parts.append(part)
        places.extend(range(offset, offset + len(part)))
        length += len(part)
        offset += len(line) + 1
        if number + 1 < len(lines) and not ends:
            seams.append(length)
    return Unbroken("".join(parts), tuple(places), tuple(seams)) if seams else None


def _goes_on(lines: list[str], widths: list[int], number: int) -> bool:
    """Whether the line is full, as far as its neighbours tell, and breaks off inside something."""
    width, around = widths[number], widths[max(0, number - 1) : number + 2]
    return (
        width >= FEWEST_COLUMNS
        and width >= max(around) - SLACK
        and ENDS_OPEN.search(lines[number]) is not None
        and BEGINS_OPEN.match(lines[number + 1]) is not None
    )


def columns(line: str) -> int:
    """The width of a line on a terminal: two columns a wide character (Unicode Standard Annex 11)."""
    return len(line) + sum(unicodedata.east_asian_width(character) in "WF" for character in line)

"""Numbers, mail addresses and street addresses that the end of a line cuts in two.

Mail and text taken out of a PDF break wherever the line is full. There the patterns read the text again with such line
ends left out, and what lies across one of them counts.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from services.masking.folding import Folded

FEWEST_COLUMNS = 30
SLACK = 2
"""Columns by which a full line may be shorter than its neighbours: a wide character did not fit any more."""
ENDS_OPEN = re.compile(
    r"(?:[^\s。、」』)）〕】|｜,，;；:：]|[0-9０-９][)）]|(?<![0-9A-Za-z])[0-9A-Fa-f]{2}:)[ \u3000]?$"
)
BEGINS_OPEN = re.compile(
    r"[ \u3000]?[^\s。、「『(（〔【|｜,，;；:：・○●◯■□※*]|[ \u3000]?・[0-9０-９]|[:：][0-9A-Fa-f]{2}[:：]"
)
LABEL = 32
"""Characters before a finding in which the end of a line may have cut its label in two."""


@dataclass(frozen=True)
class Unbroken:
    """A folded text without its full lines' ends; `text[i]` is character `places[i]` of the folded one."""

    text: str
    places: tuple[int, ...]
    seams: tuple[int, ...]
    """Where in `text` a line end was left out."""

    def crosses(self, start: int, end: int) -> bool:
        """Whether a seam lies inside `text[start:end]`, at its edge, where what follows may say what it is, or in the
        label before it."""
        number = bisect_left(self.seams, start - LABEL)
        return number < len(self.seams) and self.seams[number] <= end

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.places[start], self.places[end - 1] + 1


def unbroken(folded: Folded) -> Unbroken | None:
    """Every line joined to the next that it may go on in; None where there is no such line.

    How wide a line is, the original tells: folding narrows it.
    """
    left_out = set(_ends_of_full_lines(folded.original))
    seams: list[int] = []
    places: list[int] = []
    for place, (character, start) in enumerate(zip(folded.text, folded.starts, strict=True)):
        if character == "\n" and start in left_out:
            seams.append(len(places))
        else:
            places.append(place)
    if not seams:
        return None
    return Unbroken("".join(folded.text[place] for place in places), tuple(places), tuple(seams))


def _ends_of_full_lines(text: str) -> Iterator[int]:
    lines = text.split("\n")
    widths = [columns(line) for line in lines]
    end = -1
    for number, line in enumerate(lines[:-1]):
        end += len(line) + 1
        if _goes_on(lines, widths, number):
            yield end


def _goes_on(lines: list[str], widths: list[int], number: int) -> bool:
    """Whether the line is no row of a table, is full as far as its neighbours tell, and breaks off inside something."""
    width, around = widths[number], widths[max(0, number - 1) : number + 2]
    return (
        width >= FEWEST_COLUMNS
        and "\t" not in lines[number]
        and width >= max(around) - SLACK
        and ENDS_OPEN.search(lines[number]) is not None
        and BEGINS_OPEN.match(lines[number + 1]) is not None
    )


def columns(line: str) -> int:
    """The width of a line on a terminal: two columns a wide character (Unicode Standard Annex 11)."""
    return len(line) + sum(unicodedata.east_asian_width(character) in "WF" for character in line)

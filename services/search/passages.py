"""Documents cut into passages: the unit that is ranked, embedded and shown.

About 300 to 400 characters at sentence or segment borders, which fits the 512 tokens that embedding
models read. Only a sentence that is too long by itself is cut inside, and then with an overlap, so
that no short phrase is lost at the cut.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from common.documents import Place, Segment

ENOUGH_CHARACTERS = 300
MOST_CHARACTERS = 400
OVERLAP_CHARACTERS = 40
FULL_LINE = 0.9
SENTENCE = re.compile(r".*?(?:[。！？!?]+[」』）)]*|\n|\Z)", re.DOTALL)
UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


class Passage(NamedTuple):
    text: str
    place: Place
    """Of the first segment in it."""
    start: int
    end: int
    """[start, end) in `joined`."""


class Joined(NamedTuple):
    text: str
    starts: list[int]
    """Where each segment begins."""


def cut(segments: Sequence[Segment]) -> list[Passage]:
    """The passages of a document in reading order; blank ones are left out."""
    joined = join(segments)
    return [_passage(joined, segments, span) for span in _spans(joined.text) if _is_text(joined.text, span)]


def join(segments: Sequence[Segment]) -> Joined:
    """All segments as one text: cells of a row parted by tabs, other segments by line ends."""
    widths = _page_widths(segments)
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for before, segment in zip([None, *segments], segments, strict=False):
        between = _separator(before, segment, widths) if before else ""
        text = UNSTORABLE.sub("\ufffd", segment.text)
        starts.append(length + len(between))
        pieces += [between, text]
        length += len(between) + len(text)
    return Joined("".join(pieces), starts)


def _separator(before: Segment, after: Segment, widths: dict[int | None, float]) -> str:
    """A PDF line that fills its page runs on in the next one, often in the middle of a word."""
    if before.place.part == after.place.part == "cell":
        return "\t"
    here, there = before.place, after.place
    if here.box and there.box and here.page == there.page and here.part == there.part:
        is_full = here.box[2] >= FULL_LINE * widths[here.page]
        if is_full and CJK.match(before.text[-1:]) and CJK.match(after.text[:1]):
            return ""
    return "\n"


def _page_widths(segments: Sequence[Segment]) -> dict[int | None, float]:
    """The right edge of the widest line of each page, in points."""
    widths: dict[int | None, float] = {}
    for segment in segments:
        if segment.place.box:
            widths[segment.place.page] = max(widths.get(segment.place.page, 0.0), segment.place.box[2])
    return widths


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = end = 0
    for piece_start, piece_end in _pieces(text):
        if end > start and (piece_end - start > MOST_CHARACTERS or end - start >= ENOUGH_CHARACTERS):
            yield start, end
            start = piece_start
        end = piece_end
    if end > start:
        yield start, end


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Sentences; one that is too long comes as overlapping windows."""
    for match in SENTENCE.finditer(text):
        start, end = match.span()
        while end - start > MOST_CHARACTERS:
            yield start, start + MOST_CHARACTERS
            start += MOST_CHARACTERS - OVERLAP_CHARACTERS
        if end > start:
            yield start, end


def _is_text(text: str, span: tuple[int, int]) -> bool:
    return not text[span[0] : span[1]].isspace()


def _passage(joined: Joined, segments: Sequence[Segment], span: tuple[int, int]) -> Passage:
    raw = joined.text[span[0] : span[1]]
    start = span[0] + len(raw) - len(raw.lstrip())
    text = raw.strip()
    segment = segments[max(bisect_right(joined.starts, start) - 1, 0)]
    return Passage(text, segment.place, start, start + len(text))

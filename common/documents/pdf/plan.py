"""What is to be done to each page of a PDF: where words go, and what is beneath."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

import pypdfium2

from common.documents.edits import apply, by_segment
from common.documents.model import Edit, Place, Segment
from common.documents.pdf.geometry import drawn
from common.documents.pdf.lines import Line, character_box, lines, union
from common.documents.pdf.opening import open_flat
from common.documents.pdf.visibility import boxes_over_pictures, concealed
from common.documents.pictures import Box
from common.documents.stretches import stretch

LOOK_SCALE = 1.5
"""Pixels a point: enough to see whether a character shows."""


@dataclass(frozen=True)
class LayerText:
    """A line as it was, as it will be, and its place; `recognized` from a picture."""

    before: str
    after: str
    box: Box
    recognized: bool


@dataclass
class PagePlan:
    number: int
    paint: list[Box] = field(default_factory=list)
    """Black boxes."""
    clear: list[Box] = field(default_factory=list)
    """Where text goes that does not show."""
    over_pictures: list[Box] = field(default_factory=list)
    pictured: bool = False
    """Words to go stand in a picture."""
    texts: list[LayerText] = field(default_factory=list)
    """The lines for a page that becomes a picture."""

    @property
    def is_picture(self) -> bool:
        return self.pictured or bool(self.over_pictures)

    @property
    def is_untouched(self) -> bool:
        return not (self.paint or self.clear or self.over_pictures)


def plan(file: pypdfium2.PdfDocument, edits: Sequence[Edit], pictured: Sequence[Segment]) -> list[PagePlan]:
    """The plan of every page. Edits of annotations, bookmarks and attached files need none: these go."""
    return [_plan_page(file, number, edits, pictured) for number in range(1, len(file) + 1)]


def _plan_page(
    file: pypdfium2.PdfDocument, number: int, edits: Sequence[Edit], pictured: Sequence[Segment]
) -> PagePlan:
    made = PagePlan(number)
    seen = [segment for segment in pictured if segment.id.startswith(f"p{number}-o")]
    with closing(open_flat(file, number)) as page, closing(page.get_textpage()) as text:
        found = lines(text)
        canvas = drawn(page, LOOK_SCALE)
        dark = [(f"p{number}-{at + 1}", start, end) for at, start, end in concealed(canvas, text, found)]
        made.over_pictures = boxes_over_pictures(page, canvas)
        segments = [
            Segment(id=f"p{number}-{at}", text=line.text, place=Place(page=number, box=line.box))
            for at, line in enumerate(found, start=1)
        ]
        known = {segment.id for segment in [*segments, *seen]}
        edits_of = by_segment([edit for edit in edits if edit.segment_id in known], [*segments, *seen])
        for segment, line in zip(segments, found, strict=True):
            hidden = [(start, end) for id_, start, end in dark if id_ == segment.id]
            changes = edits_of.get(segment.id, ())
            made.paint += [box for edit in changes for box in _boxes(text, line, edit.start, edit.end)]
            made.clear += [box for start, end in hidden for box in _boxes(text, line, start, end)]
            _add_text(made, segment, [*changes, *_gone(segment, hidden, changes)])
    for segment in seen:
        changes = edits_of.get(segment.id, ())
        made.paint += [box for edit in changes for box in [stretch(segment, edit)] if box]
        made.pictured |= bool(changes)
        _add_text(made, segment, changes)
    return made


def _boxes(text: pypdfium2.PdfTextPage, line: Line, start: int, end: int) -> Iterator[Box]:
    """One box around the characters of a span, two where they do not stand together."""
    boxes = [
        character_box(text, line.characters[at]) for at in range(start, end) if not line.text[at].isspace()
    ]
    if boxes:
        yield union(boxes)


def _gone(segment: Segment, hidden: Sequence[tuple[int, int]], changes: Sequence[Edit]) -> Iterator[Edit]:
    """Characters that do not show, as edits beside those there are."""
    taken = {at for edit in changes for at in range(edit.start, edit.end)}
    for start, end in hidden:
        for at in set(range(start, end)) - taken:
            yield Edit(segment_id=segment.id, start=at, end=at + 1, text="")


def _add_text(made: PagePlan, segment: Segment, changes: Sequence[Edit]) -> None:
    left = apply(segment.text, sorted(changes, key=lambda edit: edit.start)).strip()
    if segment.place.box and left:
        recognized = "-o" in segment.id
        made.texts.append(LayerText(segment.text, left, segment.place.box, recognized))

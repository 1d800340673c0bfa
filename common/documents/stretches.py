"""Where an edit of a recognized line lies on its picture."""

from common.documents.model import Edit, Segment
from common.documents.pictures import Box
from common.documents.reading_order import TALL

BEFORE, AFTER = 0.15, 0.4
"""How much of a character's width a black box is drawn further than the character was found."""


def stretch(segment: Segment, edit: Edit) -> Box | None:
    """The part of a recognized line's box that an edit takes, a little more than where it was found."""
    box = segment.place.box
    if box is None or edit.start == edit.end:
        return None
    left, bottom, right, top = box
    marks = segment.marks or tuple(
        (at / len(segment.text), (at + 1) / len(segment.text)) for at in range(len(segment.text))
    )
    chosen = marks[edit.start : edit.end]
    tall = top - bottom > TALL * (right - left)
    width = max(end - start for start, end in chosen)
    floor = (right - left) / (top - bottom) if tall else (top - bottom) / max(1e-6, right - left)
    width = max(width, floor / 2)
    start = max(-0.02, min(first for first, _ in chosen) - BEFORE * width)
    end = min(1.02, max(last for _, last in chosen) + AFTER * width)
    if not segment.marks:
        start, end = max(0.0, start - width), min(1.0, end + width)
    if tall:
        return left, top - end * (top - bottom), right, top - start * (top - bottom)
    return left + start * (right - left), bottom, left + end * (right - left), top

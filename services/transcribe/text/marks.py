"""What may be left out of a cleaned text (ケバ取り): marked, never deleted."""

from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel

from common.japanese.morphemes import morphemes
from services.transcribe.text.fillers import filler_spans
from services.transcribe.text.restarts import restart_spans


class Mark(BaseModel, frozen=True):
    """Characters `start` to `end` (exclusive) of a segment's text."""

    start: int
    end: int
    kind: Literal["filler", "restart"]
    """えー, あのー; or a word begun and then said anew (言い直し)."""


def marks(text: str) -> list[Mark]:
    """The fillers and restarts of `text` with the comma after each; sorted, not overlapping.

    What could be meant is not marked: better an あの too many in the minutes than a word too few.
    """
    cut = morphemes(text)
    found = [Mark(start=start, end=end, kind="filler") for start, end in filler_spans(text, cut)]
    found += [Mark(start=start, end=end, kind="restart") for start, end in restart_spans(text, cut)]
    return _apart(found)


def _apart(found: Iterable[Mark]) -> list[Mark]:
    """In order; of two that overlap the first stays, of two in one place the restart."""
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda mark: (mark.start, -mark.end, mark.kind == "filler")):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept

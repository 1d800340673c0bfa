"""What may be left out of a cleaned text (ケバ取り): marked, never deleted."""

from typing import Literal

from pydantic import BaseModel


class Mark(BaseModel, frozen=True):
    """Characters `start` to `end` (exclusive) of a segment's text."""

    start: int
    end: int
    kind: Literal["filler", "restart"]
    """えー, あのー; or a word begun and then said anew (言い直し)."""

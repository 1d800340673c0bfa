"""What the vocabulary changed in a segment's text, so that it can be shown and undone."""

from pydantic import BaseModel


class Correction(BaseModel, frozen=True):
    """Characters `start` to `end` (exclusive) of a segment's text stand for `original`, which was heard."""

    start: int
    end: int
    original: str
    entry: str
    """The 表記 that was put there: what the text now says from `start` to `end`."""
    reading: str
    """Of the entry, in katakana."""
    distance: float
    """Of the two readings, in morae; 0 when they sound the same."""

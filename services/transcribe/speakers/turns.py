"""The answer to who spoke when."""

from pydantic import BaseModel


class Turn(BaseModel, frozen=True):
    """One voice from `start` to `end`, seconds from the start of the recording. Turns may overlap."""

    start: float
    end: float
    speaker: int
    """0, 1, 2, ... in the order in which they are first heard."""

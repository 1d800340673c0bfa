"""The answer to who spoke when."""

from collections.abc import Iterable

from pydantic import BaseModel


class Turn(BaseModel, frozen=True):
    """One voice from `start` to `end`, seconds from the start of the recording. Turns may overlap."""

    start: float
    end: float
    speaker: int
    """0, 1, 2, ... in the order in which they are first heard."""


def in_order(turns: Iterable[Turn]) -> list[Turn]:
    """The turns by time, their voices numbered anew as they are first heard."""
    numbers: dict[int, int] = {}
    return [
        turn.model_copy(update={"speaker": numbers.setdefault(turn.speaker, len(numbers))})
        for turn in sorted(turns, key=lambda turn: (turn.start, turn.end, turn.speaker))
    ]

"""Changes to a text, gathered first and applied together."""

from collections.abc import Iterable
from typing import NamedTuple


class Change(NamedTuple):
    """`text[start:end]` becomes `new`."""

    start: int
    end: int
    new: str


def changed(text: str, changes: Iterable[Change]) -> str:
    """`text` with its changes made; one that overlaps an earlier one is left out."""
    pieces, position = [], 0
    for change in sorted(changes):
        if change.start >= position:
            pieces += [text[position : change.start], change.new]
            position = change.end
    return "".join([*pieces, text[position:]])

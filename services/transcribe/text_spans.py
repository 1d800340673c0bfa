"""Spans in a text (marks, corrections), kept valid while a person edits the text."""

from collections.abc import Sequence
from typing import Any, Protocol, Self, TypeVar


class Span(Protocol):
    """Any frozen pydantic model with `start` and `end` (exclusive), in characters of a text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...

    def model_copy(self, *, update: dict[str, Any]) -> Self: ...


S = TypeVar("S", bound=Span)


def moved(old: str, new: str, spans: Sequence[S]) -> list[S]:
    """The `spans` of `old` that `new` still has, at their places in `new`.

    What the two texts begin with and end with in common is what the edit left alone; a span that is not
    wholly in one of the two was touched and is dropped. Text typed right beside a span touches nothing.
    """
    head = common_prefix(old, new)
    tail = min(common_prefix(old[::-1], new[::-1]), len(old) - head, len(new) - head)
    after, shift = len(old) - tail, len(new) - len(old)
    kept = []
    for span in spans:
        if span.end <= head:
            kept.append(span)
        elif span.start >= after:
            kept.append(shifted(span, shift))
    return kept


def shifted(span: S, by: int) -> S:
    """`span` moved by that many characters."""
    return span.model_copy(update={"start": span.start + by, "end": span.end + by}) if by else span


def common_prefix(one: str, other: str) -> int:
    """How many characters both texts begin with."""
    for index, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return index
    return min(len(one), len(other))

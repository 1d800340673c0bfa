"""Japanese columns: lines written downwards are read from the right, tier by tier."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from common.documents.pictures import Box

T = TypeVar("T")
TALL = 1.5
"""A line this many times as high as wide is written downwards."""
OVERLAP = 0.3
"""Lines share a tier when they stand side by side for this part of the lower one."""


def in_reading_order(
    lines: Sequence[T], box: Callable[[T], Box | None], length: Callable[[T], int]
) -> list[T]:
    """`lines` as they are, but for a page that is written downwards.

    `box` gives left, bottom, right, top with y upwards; `length` the number of characters.
    """
    boxes = [box(line) for line in lines]
    tall = sum(
        length(line) for line, found in zip(lines, boxes, strict=True) if _is_tall(found, length(line))
    )
    if any(found is None for found in boxes) or tall * 2 <= sum(map(length, lines)):
        return list(lines)
    placed = sorted(
        ((line, found) for line, found in zip(lines, boxes, strict=True) if found),
        key=lambda pair: (-pair[1][3], -pair[1][2]),
    )
    tiers: list[list[tuple[T, Box]]] = []
    for line, found in placed:
        if tiers and _shares(found, [other for _, other in tiers[-1]]):
            tiers[-1].append((line, found))
        else:
            tiers.append([(line, found)])
    return [line for tier in tiers for line, _ in sorted(tier, key=lambda pair: (-pair[1][2], -pair[1][3]))]


def _is_tall(box: Box | None, length: int) -> bool:
    return box is not None and length > 1 and box[3] - box[1] > TALL * (box[2] - box[0])


def _shares(box: Box, tier: Sequence[Box]) -> bool:
    bottom, top = min(other[1] for other in tier), max(other[3] for other in tier)
    common = min(top, box[3]) - max(bottom, box[1])
    return common > OVERLAP * min(top - bottom, box[3] - box[1])

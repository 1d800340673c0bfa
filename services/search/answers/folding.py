"""The same document in five folders is one hit.

Each document joins the first one before it that has the same content or nearly the same text, so that what is
shown is the best ranked, and all that is folded under it is near to it. Near signatures are found by their
bands: of seven bands, two signatures that differ in six bits share one at least (Manku, Jain and Das Sarma,
"Detecting Near-Duplicates for Web Crawling", WWW 2007).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from services.search.likeness import BITS, NEAR, is_near

BAND = BITS // (NEAR + 1)


def folded(order: Sequence[int], rows: Mapping[int, Any]) -> list[list[int]]:
    """Groups of the given documents, in their order; a group begins with the document that stands for it.

    `rows` have `sha256` and `likeness`, which may be None, and `likeness` 0, where they are not known.
    """
    groups: dict[int, list[int]] = {}
    by_content: dict[str, int] = {}
    shelf = _Shelf()
    for number in order:
        row = rows[number]
        first = by_content.get(row.sha256) or shelf.near(row.likeness) or number
        groups.setdefault(first, []).append(number)
        if first == number and row.likeness:
            shelf.put(row.likeness, number)
        if row.sha256 is not None:
            by_content.setdefault(row.sha256, first)
    return list(groups.values())


class _Shelf:
    """The signatures seen so far, by their bands."""

    def __init__(self) -> None:
        self._places: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
        self._count = 0

    def put(self, likeness: int, number: int) -> None:
        self._count += 1
        for band in _bands(likeness):
            self._places.setdefault(band, []).append((likeness, self._count, number))

    def near(self, likeness: int | None) -> int | None:
        """The first document that was put with a signature near to this one."""
        if not likeness:
            return None
        near = (
            (rank, number)
            for band in _bands(likeness)
            for other, rank, number in self._places.get(band, ())
            if is_near(likeness, other)
        )
        _, first = min(near, default=(0, None))
        return first


def _bands(likeness: int) -> Iterator[tuple[int, int]]:
    bits = likeness & (2**BITS - 1)
    for at in range(0, BAND * (NEAR + 1), BAND):
        yield at, bits >> at & (2**BAND - 1)

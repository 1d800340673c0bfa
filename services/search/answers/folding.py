"""The same document in five folders is one hit.

Each document joins the first one before it that has the same content or nearly the same text, so that what is
shown is the best ranked, and all that is folded under it is near to it. Near signatures are found by their
bands: of seven bands, two signatures that differ in six bits share one at least (Manku, Jain and Das Sarma,
"Detecting Near-Duplicates for Web Crawling", WWW 2007).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from services.search.likeness import BITS, NEAR

BAND = BITS // (NEAR + 1)


def folded(order: Sequence[int], rows: Mapping[int, Any]) -> list[list[int]]:
    """Groups of the given documents, in their order; a group begins with the document that stands for it.

    `rows` have `sha256` and `likeness`, which may be None, and `likeness` 0, where they are not known.
    """
    near = near_signatures({rows[number].likeness for number in order} - {None, 0})
    groups: dict[int, list[int]] = {}
    by_content: dict[str, int] = {}
    by_likeness: dict[int, int] = {}
    """Signature to the first document that stands for a group and has it, or nearly."""
    for number in order:
        row = rows[number]
        first = by_content.get(row.sha256)
        if first is None:
            first = by_likeness.get(row.likeness, number)
            if first == number and row.likeness:
                for signature in (row.likeness, *near.get(row.likeness, ())):
                    by_likeness.setdefault(signature, number)
            if row.sha256 is not None:
                by_content[row.sha256] = first
        groups.setdefault(first, []).append(number)
    return list(groups.values())


def near_signatures(signatures: Iterable[int]) -> dict[int, set[int]]:
    """To each of these signatures the others that differ in at most NEAR bits, where there are some.

    Sorted by a band, those that share it stand in a row: each is compared with the next, then with the one
    after that, until no two at that distance share it.
    """
    numbers = np.fromiter(signatures, np.int64)
    bits = numbers.view(np.uint64)
    near: dict[int, set[int]] = {}
    for at in range(0, BAND * (NEAR + 1), BAND):
        band = bits >> np.uint64(at) & np.uint64(2**BAND - 1)
        order = np.argsort(band)
        band, some = band[order], bits[order]
        for step in range(1, len(some)):
            shared = band[step:] == band[:-step]
            if not shared.any():
                break
            close = np.flatnonzero(shared & (np.bitwise_count(some[step:] ^ some[:-step]) <= NEAR))
            for one, other in zip(numbers[order[close]], numbers[order[close + step]], strict=True):
                near.setdefault(int(one), set()).add(int(other))
                near.setdefault(int(other), set()).add(int(one))
    return near

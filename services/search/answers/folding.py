"""The same document in five folders is one hit.

Each document joins the first one before it that has the same content or nearly the same text, so that what is
shown is the best ranked, and all that is folded under it is near to it. Near signatures are found by their
bytes: of eight bytes, two signatures that differ in six bits share two at least (Manku, Jain and Das Sarma,
"Detecting Near-Duplicates for Web Crawling", WWW 2007).
"""

from itertools import combinations

import numpy as np
import numpy.typing as npt

from services.search.likeness import BITS, NEAR
from services.search.outlines import Numbers, Rows

BYTES = BITS // 8
SHARED = BYTES - NEAR


def folded(rows: Rows) -> Numbers:
    """For each of the documents, in their order, the place of the one that stands for its group.

    Of `rows` those with `content` or `likeness` 0 are not known to have any.
    """
    firsts = np.arange(len(rows))
    near = near_signatures(rows["likeness"])
    is_near = np.isin(rows["likeness"], list(near))
    some = np.flatnonzero(_is_shared(rows["content"]) | _is_shared(rows["likeness"]) | is_near)
    by_content: dict[int, int] = {}
    by_likeness: dict[int, int] = {}
    """Signature to the first document that stands for a group and has it, or nearly."""
    contents, signatures = rows["content"][some].tolist(), rows["likeness"][some].tolist()
    for place, content, signature in zip(some.tolist(), contents, signatures, strict=True):
        first = by_content.get(content)
        if first is None:
            first = by_likeness.get(signature, place)
            if first == place and signature:
                for other in (signature, *near.get(signature, ())):
                    by_likeness.setdefault(other, place)
            if content:
                by_content[content] = first
        firsts[place] = first
    return firsts


def near_signatures(signatures: Numbers) -> dict[int, set[int]]:
    """To each of these signatures the others that differ in at most NEAR bits, where there are some; 0 is none.

    Sorted by some of their bytes, those that share them stand in a row: each is compared with the next, then with
    the one after that, until no two at that distance share them.
    """
    numbers = np.unique(signatures)
    numbers = np.ascontiguousarray(numbers[numbers != 0])
    bits = numbers.view(np.uint64)
    octets = numbers.view(np.uint8).reshape(-1, BYTES).astype(np.uint16)
    near: dict[int, set[int]] = {}
    for one, other in combinations(range(BYTES), SHARED):
        key = octets[:, one] << np.uint16(8) | octets[:, other]
        order = np.argsort(key, kind="stable")
        key, some = key[order], bits[order]
        for step in range(1, len(some)):
            shared = np.flatnonzero(key[step:] == key[:-step])
            if not shared.size:
                break
            apart = np.bitwise_count(some[shared + step] ^ some[shared])
            for at in shared[apart <= NEAR].tolist():
                a, b = int(numbers[order[at]]), int(numbers[order[at + step]])
                near.setdefault(a, set()).add(b)
                near.setdefault(b, set()).add(a)
    return near


def _is_shared(values: Numbers) -> npt.NDArray[np.bool_]:
    """Whether others have the same, which is not 0."""
    order = np.argsort(values)
    again = np.flatnonzero((values[order[1:]] == values[order[:-1]]) & (values[order[1:]] != 0))
    is_shared = np.zeros(len(values), np.bool_)
    is_shared[order[again]] = is_shared[order[again + 1]] = True
    return is_shared

"""One page of what was found: folded, and asked of the live files again."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from common.identity import Principal
from services.search.access.gate import Gate
from services.search.answers.folding import folded
from services.search.outlines import Numbers, Rows

MOST_DUPLICATES = 50
"""Documents that are shown under one hit."""
Group = Sequence[int]


class Page(NamedTuple):
    found: Rows
    """The documents of all pages."""
    firsts: Numbers
    """For each of them the place of the one that it is shown under."""
    total: int
    """How many are shown in their own right."""
    shown: Sequence[Group]
    """Those of this page, every one of their documents open to the caller now."""
    documents: Mapping[int, Any]
    """What is known of them."""


def page_of(
    found: Rows,
    offset: int,
    limit: int,
    *,
    fold: bool,
    read: Callable[[Collection[int]], Mapping[int, Any]],
    gate: Gate,
    caller: Principal,
) -> Page:
    """The documents of one page; whose file is closed by now is taken out altogether, and what was folded
    under it comes forward."""
    while True:
        places = np.arange(len(found))
        firsts = folded(found) if fold else places
        standing = np.flatnonzero(firsts == places)
        shown = [
            found["number"][np.flatnonzero(firsts == first)[: 1 + MOST_DUPLICATES]].tolist()
            for first in standing[offset : offset + limit]
        ]
        asked = {number for group in shown for number in group}
        documents = read(asked)
        closed = gate.closed(documents.values(), caller) | (asked - documents.keys())
        if not closed:
            return Page(found, firsts, len(standing), shown, documents)
        found = found[np.isin(found["number"], list(closed), invert=True)]

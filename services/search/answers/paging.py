"""One page of what was found: folded, and asked of the live files again."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from common.identity import Principal
from services.search.access.gate import Gate
from services.search.answers.folding import folded

MOST_DUPLICATES = 50
"""Documents that are shown under one hit."""
Group = Sequence[int]


class Page(NamedTuple):
    groups: Sequence[Group]
    """All hits: the document that is shown, and those that are folded under it."""
    shown: Sequence[Group]
    """Those of this page, every one of their documents open to the caller now."""


def page_of(
    order: Sequence[int],
    rows: Mapping[int, Any],
    offset: int,
    limit: int,
    *,
    fold: bool,
    gate: Gate,
    caller: Principal,
) -> Page:
    """The documents of one page; whose file is closed by now is taken out altogether, and what was folded
    under it comes forward."""
    while True:
        groups = folded(order, rows) if fold else [[number] for number in order]
        shown = [group[: 1 + MOST_DUPLICATES] for group in groups[offset : offset + limit]]
        closed = gate.closed((rows[number] for group in shown for number in group), caller)
        if not closed:
            return Page(groups, shown)
        order = [number for number in order if number not in closed]

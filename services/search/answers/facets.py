"""By what the found documents could be narrowed, and how many each choice would leave."""

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from heapq import nsmallest
from operator import attrgetter
from typing import Any

from services.search.answers.schemas import FacetValue
from services.search.words.conditions import NANOSECONDS

MOST_VALUES = 100
"""Of each, those with most documents: nobody chooses from more."""
NAMES = ("source", "type", "year", "folder")
YEARS_BEGIN_AT = 900 * NANOSECONDS
"""In all time zones of today a year begins at a full quarter of an hour of UTC."""


def facets(
    groups: Sequence[Sequence[int]], rows: Mapping[int, Any], folders: Collection[str] = ()
) -> dict[str, list[FacetValue]]:
    """How many of the groups have a document of which source, type, year and folder, most first.

    The folders are the first below the source, or the next below those of `folders`.
    """
    counts: dict[str, Counter[str | None]] = {name: Counter() for name in NAMES}
    alone = [rows[first] for first, *others in groups if not others]
    several = [[rows[number] for number in group] for group in groups if len(group) > 1]
    for name, value in _readers(folders):
        counts[name].update(map(value, alone))
        for group in several:
            counts[name].update(set(map(value, group)))
    return {
        name: [
            FacetValue(value=value, count=-count)
            for count, value in nsmallest(
                MOST_VALUES, ((-count, value) for value, count in values.items() if value is not None)
            )
        ]
        for name, values in counts.items()
    }


def _readers(folders: Collection[str]) -> Iterator[tuple[str, Callable[[Any], str | None]]]:
    """What is counted of a row: no folder has the same name below another."""
    yield "source", attrgetter("source_name")
    yield "type", attrgetter("type")
    yield "year", lambda row: _year(row.modified_ns // YEARS_BEGIN_AT)
    for above in dict.fromkeys(folders) or ("",):
        yield "folder", partial(_below, above)


def _below(above: str, row: Any) -> str | None:
    return next_folder(row.path, above)


@lru_cache(100_000)
def _year(quarter_hour: int) -> str:
    """By the server's clock."""
    return str(time.localtime(quarter_hour * YEARS_BEGIN_AT // NANOSECONDS).tm_year)


def next_folder(path: str, above: str) -> str | None:
    """The folder of a file that is directly below `above`; None when it lies in `above` itself or elsewhere."""
    start = f"{above}/" if above else ""
    if not path.startswith(start):
        return None
    name, slash, _ = path[len(start) :].partition("/")
    return start + name if slash else None

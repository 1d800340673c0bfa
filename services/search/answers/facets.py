"""By what the found documents could be narrowed, and how many each choice would leave."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache, partial
from heapq import nsmallest

import numpy as np

from services.search.answers.schemas import FacetValue
from services.search.outlines import Names, Numbers, Rows, Table

MOST_VALUES = 100
"""Of each, those with most documents: nobody chooses from more."""
NAMES = ("source", "type", "year", "folder")
MOST_FOLDERS = 100_000
"""For which it is kept what they are called: a broad search counts them all."""


def facets(
    found: Rows, firsts: Numbers, table: Table, sources: Mapping[int, str], folders: Collection[str] = ()
) -> dict[str, list[FacetValue]]:
    """How many of the groups have a document of which source, type, year and folder, most first.

    A group is the documents of `found` that have the same place in `firsts`. The folders are the first below the
    source, or the next below those of `folders`.
    """
    sizes = np.bincount(firsts, minlength=len(found))
    alone = found[sizes[firsts] == 1]
    several = [found[firsts == first] for first in np.flatnonzero(sizes > 1)]
    counts: dict[str, Counter[str | None]] = {name: Counter() for name in NAMES}
    for name, value in _readers(table, sources, folders):
        for number, count in zip(*np.unique(alone[name], return_counts=True), strict=True):
            counts[name][value(number)] += int(count)
        for group in several:
            counts[name].update(set(map(value, group[name].tolist())))
    return {
        name: [
            FacetValue(value=value, count=-count)
            for count, value in nsmallest(
                MOST_VALUES, ((-count, value) for value, count in values.items() if value is not None)
            )
        ]
        for name, values in counts.items()
    }


def _readers(
    table: Table, sources: Mapping[int, str], folders: Collection[str]
) -> Iterator[tuple[str, Callable[[int], str | None]]]:
    """What the numbers of a column are called: no folder has the same name below another."""
    yield "source", sources.get
    yield "type", table.types.__getitem__
    yield "year", str
    for above in dict.fromkeys(folders) or ("",):
        yield "folder", partial(_below, table.folders, above)


@lru_cache(MOST_FOLDERS)
def _below(folders: Names, above: str, number: int) -> str | None:
    return next_folder(f"{folders[number]}/", above)


def next_folder(path: str, above: str) -> str | None:
    """The folder of a file that is directly below `above`; None when it lies in `above` itself or elsewhere."""
    start = f"{above}/" if above else ""
    if not path.startswith(start):
        return None
    name, slash, _ = path[len(start) :].partition("/")
    return start + name if slash and name else None

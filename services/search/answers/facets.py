"""By what the found documents could be narrowed, and how many each choice would leave."""

import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from services.search.answers.schemas import FacetValue
from services.search.words.conditions import NANOSECONDS

NAMES = ("source", "type", "year", "folder")


def facets(
    groups: Sequence[Sequence[int]], rows: Mapping[int, Any], folders: Collection[str] = ()
) -> dict[str, list[FacetValue]]:
    """How many of the groups have a document of which source, type, year and folder, most first.

    The folders are the first below the source, or the next below those of `folders`.
    """
    counts: dict[str, Counter[str]] = {name: Counter() for name in NAMES}
    for group in groups:
        values = {value for number in group for value in _values(rows[number], folders)}
        for name, value in values:
            counts[name][value] += 1
    return {
        name: [
            FacetValue(value=value, count=count)
            for value, count in sorted(counter.items(), key=lambda item: (-item[1], item[0]))
        ]
        for name, counter in counts.items()
    }


def _values(row: Any, folders: Collection[str]) -> Iterator[tuple[str, str]]:
    yield "source", row.source_name
    yield "type", row.type
    yield "year", str(year_of(row.modified_ns))
    for above in folders or [""]:
        if folder := next_folder(row.path, above):
            yield "folder", folder


def year_of(modified_ns: int) -> int:
    """By the server's clock."""
    return time.localtime(modified_ns // NANOSECONDS).tm_year


def next_folder(path: str, above: str) -> str | None:
    """The folder of a file that is directly below `above`; None when it lies in `above` itself or elsewhere."""
    start = f"{above}/" if above else ""
    if not path.startswith(start):
        return None
    name, slash, _ = path[len(start) :].partition("/")
    return start + name if slash else None

"""By what the found documents could be narrowed, and how many each choice would leave."""

import time
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
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
    above = list(dict.fromkeys(folders)) or [""]
    found = Counter(
        value
        for first, *others in groups
        for value in (
            {value for number in (first, *others) for value in _values(rows[number], above)}
            if others
            else _values(rows[first], above)
        )
    )
    counts: dict[str, dict[str, int]] = {name: {} for name in NAMES}
    for (name, value), count in found.items():
        counts[name][value] = count
    return {
        name: [
            FacetValue(value=value, count=count)
            for value, count in sorted(values.items(), key=lambda item: (-item[1], item[0]))
        ]
        for name, values in counts.items()
    }


def _values(row: Any, folders: Sequence[str]) -> list[tuple[str, str]]:
    below = [folder for above in folders if (folder := next_folder(row.path, above))]
    return [
        ("source", row.source_name),
        ("type", row.type),
        ("year", str(year_of(row.modified_ns))),
        *(("folder", folder) for folder in below),
    ]


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

"""The orders in which found documents may be shown. Ties stand by the document's number, so that pages follow
each other without gap or repetition."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    PATH = "path"


KEYS: Mapping[Sort, Callable[[Any], Any]] = {
    Sort.NEWEST: lambda row: -row.modified_ns,
    Sort.OLDEST: lambda row: row.modified_ns,
    Sort.TITLE: lambda row: (row.title.casefold(), row.path),
    Sort.PATH: lambda row: (row.path, row.source_name),
}


def ordered(numbers: Iterable[int], rows: Mapping[int, Any], sort: Sort) -> list[int]:
    """The documents as `sort` wants them; by relevance they stay as they come."""
    if sort is Sort.RELEVANCE:
        return list(numbers)
    key = KEYS[sort]
    return sorted(numbers, key=lambda number: (key(rows[number]), number))

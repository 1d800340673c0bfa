"""The orders in which found documents may be shown. Ties stand by the document's number, so that pages follow
each other without gap or repetition."""

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from typing import Any

import numpy as np

from services.search.outlines import Rows


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    PATH = "path"


KEYS: Mapping[Sort, Callable[[Any], Any]] = {
    Sort.TITLE: lambda row: (row.title.casefold(), row.path),
    Sort.PATH: lambda row: (row.path, row.source_name),
}


def ordered(rows: Rows, sort: Sort, names: Callable[[Collection[int]], Mapping[int, Any]]) -> Rows:
    """The documents as `sort` wants them; by relevance they stay as they come. `names` gives what is asked of a
    document that is not among its numbers."""
    match sort:
        case Sort.RELEVANCE:
            return rows
        case Sort.NEWEST:
            return newest(rows)
        case Sort.OLDEST:
            order = np.lexsort((rows["number"], rows["modified_ns"]))
        case _:
            numbers, key = rows["number"].tolist(), KEYS[sort]
            texts = names(numbers)
            there = [at for at, number in enumerate(numbers) if number in texts]
            order = np.array(sorted(there, key=lambda at: (key(texts[numbers[at]]), numbers[at])), np.int64)
    found: Rows = rows[order]
    return found


def newest(rows: Rows) -> Rows:
    """The last changed first."""
    found: Rows = rows[np.lexsort((rows["number"], -rows["modified_ns"]))]
    return found

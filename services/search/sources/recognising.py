"""Tell which new file is which missing one, so that a file that was renamed or moved stays the same document."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any, TypeVar

from services.search.sources.fingerprints import fingerprint

Row = Any
Key = TypeVar("Key")
Pair = tuple[Row, Row]
"""(missing, new)."""


class Recognition:
    """`limit` tells how much of a file is read, in bytes, by its path."""

    def __init__(self, root: Path, limit: Callable[[str], int], check: Callable[[], None]) -> None:
        self._root = root
        self._limit = limit
        self._check = check
        self._hashes: dict[int, str | None] = {}

    def pairs(self, missing: Collection[Row], newcomers: Collection[Row]) -> list[Pair]:
        """Each row at most once. The same inode comes first; then the same content, with the same name
        before any other."""
        known, new = list(missing), list(newcomers)
        result: list[Pair] = []
        for find in (self._by_inode, self._by_name, self._by_content):
            found = list(find(known, new))
            result += found
            taken = {row.number for pair in found for row in pair}
            known = [row for row in known if row.number not in taken]
            new = [row for row in new if row.number not in taken]
        return result

    def untouched(self, known: Collection[Row], newcomers: Collection[Row]) -> list[Pair]:
        """Files that have another name now, while their old one is another file's: by inode and content."""
        return list(self._by_inode(list(known), list(newcomers)))

    def _by_inode(self, missing: list[Row], newcomers: list[Row]) -> Iterator[Pair]:
        waiting = _grouped(newcomers, lambda row: (row.inode, row.size))
        for old in missing:
            candidates = waiting.get((old.inode, old.size), [])
            same = next(
                (new for new in candidates if self._is_untouched(old, new) or self._is_same(old, new)), None
            )
            if same is not None:
                candidates.remove(same)
                yield old, same

    def _by_name(self, missing: list[Row], newcomers: list[Row]) -> Iterator[Pair]:
        return self._matched(missing, newcomers, lambda row: (row.size, row.raw_path.rpartition(b"/")[2]))

    def _by_content(self, missing: list[Row], newcomers: list[Row]) -> Iterator[Pair]:
        return self._matched(missing, newcomers, lambda row: row.size)

    def _matched(self, missing: list[Row], newcomers: list[Row], key: Callable[[Row], Key]) -> Iterator[Pair]:
        """Rows with the same key and content, in the order of their numbers."""
        wanted = {key(old) for old in missing if old.sha256 is not None}
        waiting = _grouped(
            (new for new in newcomers if key(new) in wanted), lambda new: (key(new), self._hash(new))
        )
        for old in missing:
            if old.sha256 is not None and (candidates := waiting.get((key(old), old.sha256))):
                yield old, candidates.pop(0)

    def _is_untouched(self, old: Row, new: Row) -> bool:
        """Moving a folder changes no time of what is in it, and no inode is used twice at the same moment.

        Renaming a file changes one of the two; that is enough for what will be read in any case.
        """
        if old.modified_ns != new.modified_ns:
            return False
        return old.sha256 is None or (bool(old.changed_ns) and old.changed_ns == new.changed_ns)

    def _is_same(self, old: Row, new: Row) -> bool:
        return old.sha256 is not None and old.sha256 == self._hash(new)

    def _hash(self, new: Row) -> str | None:
        if new.number not in self._hashes:
            limit = self._limit(new.path)
            self._hashes[new.number] = fingerprint(self._root, new.raw_path, limit, self._check)
        return self._hashes[new.number]


def _grouped(rows: Collection[Row] | Iterator[Row], key: Callable[[Row], Key]) -> dict[Key, list[Row]]:
    groups: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups

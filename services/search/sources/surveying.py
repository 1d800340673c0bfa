"""Look through a source: have what changed recorded, and keep what is known when it cannot be reached."""

from collections.abc import Callable, Collection

from services.search.access.guards import guard_for
from services.search.access.lists import AccessLists
from services.search.catalog import Catalog, State
from services.search.meaning.semantic import SemanticIndex
from services.search.sources.inventory import Inventory
from services.search.sources.mounting import Unreachable, mount_of
from services.search.sources.patterns import Patterns
from services.search.sources.reading import limit_of
from services.search.sources.records import Source, Sources
from services.search.sources.scanning import Found, Scan
from services.search.sources.walking import Walker, shown
from services.search.words.indexing import Indexer

MOST_FOLDERS = 1000
"""Folders that cannot be listed are named up to this number."""
Check = Callable[[], None]


class Surveyor:
    def __init__(
        self,
        sources: Sources,
        inventory: Inventory,
        catalog: Catalog,
        indexer: Indexer,
        semantic: SemanticIndex,
        lists: AccessLists,
        max_bytes: int,
    ) -> None:
        self._sources = sources
        self._inventory = inventory
        self._catalog = catalog
        self._indexer = indexer
        self._semantic = semantic
        self._lists = lists
        self._max_bytes = max_bytes

    def survey(self, number: int, folders: Collection[bytes] | None, check: Check) -> dict[str, int]:
        """Compare all of the source, or some folders of it, with the catalog and record the differences.

        Deleted files are found by nobody as soon as their folder was looked at. Raises Unreachable, and notes
        it at the source, when the folder is gone, empty or another one.
        """
        source = self._sources.numbered(number)
        here = mount_of(source.path)
        try:
            found = self._scan(source, check).run(folders)
        except Unreachable as problem:
            self._sources.note_tried(number, problem.detail)
            raise
        if folders is None:
            self._sources.note_mount(number, here, found.mounts)
            self._sources.note_report(number, {"unreadable_folders": _names(found.unreadable)})
        self._sources.note_tried(number, None)
        self._semantic.mark(found.deleted)
        self._indexer.catch_up(check)
        return self._counts(number, found)

    def _scan(self, source: Source, check: Check) -> Scan:
        walker = Walker(
            source.path,
            Patterns(source.options.include, source.options.exclude),
            mounts=source.mounts_below,
            guard=guard_for(source.options.access, source.path, self._lists),
        )
        return Scan(
            self._inventory,
            source.number,
            source.path,
            walker,
            mount=source.mount,
            limit=lambda path: limit_of(path, most_bytes(source, self._max_bytes)),
            check=check,
            gone=lambda numbers: self._forget(numbers, check),
        )

    def _forget(self, documents: Collection[int], check: Check) -> None:
        self._semantic.mark(documents)
        self._indexer.catch_up(check)

    def _counts(self, number: int, found: Found) -> dict[str, int]:
        names = ("found", "added", "changed", "moved", "deleted", "unchanged")
        return {
            **{name: found.counts[name] for name in names},
            "skipped": found.skipped,
            "unreadable_folders": len(found.unreadable),
            "pending": self._catalog.counts(number)[State.PENDING],
        }


def most_bytes(source: Source, limit: int) -> int:
    """The largest file of a source that is read: its own limit, and never more than that of the service."""
    return min(source.options.max_bytes or limit, limit)


def _names(folders: Collection[bytes]) -> list[str]:
    return [shown(folder) for folder in sorted(folders)[:MOST_FOLDERS]]

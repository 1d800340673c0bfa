"""What changed in a source since the last sync, by size and time first and by content where these differ.

The walk is compared folder by folder, and written down as it goes: a walk that is killed is begun again
and finds less to do.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from services.search.catalog import State
from services.search.sources.inventory import Inventory
from services.search.sources.mounting import EMPTIED, GONE, Mount, Unreachable, refuse_elsewhere
from services.search.sources.recognising import Recognition
from services.search.sources.walking import Entry, Listing, Walker

TRY_AGAIN = frozenset({"unavailable", "unreadable"})
"""Failures that another try may cure although the file is the same."""
CRASHED = "internal_error"
MOST_CRASHES = 3
ROWS_AT_ONCE = 500
SECONDS_BETWEEN = 1.0
Check = Callable[[], None]


@dataclass
class Batch:
    added: list[Entry] = field(default_factory=list)
    changed: list[tuple[int, Entry]] = field(default_factory=list)
    refreshed: list[tuple[int, Entry]] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    stale: list[int] = field(default_factory=list)
    """Those of `changed` with other readers than before: the indexes must not wait until they are read."""

    def __len__(self) -> int:
        return len(self.added) + len(self.changed) + len(self.refreshed) + len(self.missing)


@dataclass
class Found:
    """What a scan did, in files."""

    counts: Counter[str] = field(default_factory=Counter)
    skipped: int = 0
    mounts: list[bytes] = field(default_factory=list)
    unreadable: list[bytes] = field(default_factory=list)
    """Folders, and files without their metadata."""
    deleted: list[int] = field(default_factory=list)


class Scan:
    """One look at one source.

    `gone` is told the numbers of missing documents while the walk goes on, `limit` tells how much of a file is
    read, in bytes, by its path.
    """

    def __init__(
        self,
        inventory: Inventory,
        source: int,
        root: Path,
        walker: Walker,
        *,
        mount: Mount | None,
        limit: Callable[[str], int],
        check: Check,
        gone: Callable[[Collection[int]], None],
    ) -> None:
        self._inventory = inventory
        self._source = source
        self._root = root
        self._walker = walker
        self._mount = mount
        self._limit = limit
        self._check = check
        self._gone = gone
        self._batch = Batch()
        self._untold: list[int] = []
        self._told = time.monotonic()
        self._found = Found()
        self._children: dict[bytes, set[bytes]] = {}
        self._replaced: list[Any] = []
        """Documents whose name another file has now: they may be elsewhere."""

    def run(self, folders: Collection[bytes] | None = None) -> Found:
        """Look at all of the source, or at `folders` and what is new in them.

        Raises Unreachable when the source is gone, lies elsewhere, or is empty where it had files: an
        unmounted share is one of the three. Nothing is taken for deleted then.
        """
        known = self._inventory.folders(self._source)
        self._children = _children(known)
        whole = folders is None
        try:
            for listing in self._walker.walk(
                self._check, folders or [b""], lambda folder: whole or folder not in known
            ):
                self._compare(listing)
        except OSError:
            raise Unreachable(GONE) from None
        self._write()
        self._tell()
        self._settle()
        return self._found

    def _compare(self, listing: Listing) -> None:
        known = self._inventory.files_in(self._source, listing.folder)
        below = self._children.get(listing.folder, set())
        if not listing.folder:
            self._refuse_empty(listing, bool(known or below))
        present = {entry.raw_path for entry in listing.entries}
        missing = [
            row.number
            for path, row in known.items()
            if row.state != State.MISSING and path not in present and not listing.hides(path)
        ]
        for folder in below - set(listing.folders):
            if not listing.hides(folder):
                missing += self._inventory.numbers_below(self._source, folder)
        if missing:
            # The share may have gone away since the walk began.
            refuse_elsewhere(self._root, self._mount)
        for entry in listing.entries:
            self._compare_file(known.get(entry.raw_path), entry)
        self._batch.missing += missing
        self._count(listing)
        # What is missing is hidden at once; the indexes follow when there is time.
        if missing or len(self._batch) >= ROWS_AT_ONCE:
            self._write()
        if time.monotonic() - self._told > SECONDS_BETWEEN:
            self._tell()

    def _compare_file(self, row: Any, entry: Entry) -> None:
        if row is None:
            self._batch.added.append(entry)
        elif row.state == State.MISSING or self._differs(row, entry) or may_be_cured(row):
            self._batch.changed.append((row.number, entry))
            if row.state == State.INDEXED and row.inode not in (None, entry.inode):
                self._replaced.append(row)
            if row.access != entry.access:
                self._batch.stale.append(row.number)
        elif (row.changed_ns, row.inode, row.access) != (entry.changed_ns, entry.inode, entry.access):
            self._batch.refreshed.append((row.number, entry))
        elif row.state != State.PENDING:
            self._found.counts["unchanged"] += 1

    def _differs(self, row: Any, entry: Entry) -> bool:
        """Programs that keep the time of a file give it another change time on a local disk; a file server
        may change that of all files for a backup."""
        if (row.size, row.modified_ns) != (entry.size, entry.modified_ns):
            return True
        is_local = self._mount is not None and not self._mount.is_network
        return is_local and row.changed_ns is not None and row.changed_ns != entry.changed_ns

    def _count(self, listing: Listing) -> None:
        self._found.counts["found"] += len(listing.entries)
        self._found.skipped += listing.skipped.total()
        self._found.mounts += listing.mounts
        self._found.unreadable += listing.unreadable

    def _refuse_empty(self, listing: Listing, had_files: bool) -> None:
        if not had_files:
            return
        refuse_elsewhere(self._root, self._mount)
        if not (listing.entries or listing.folders or listing.unreadable):
            raise Unreachable(EMPTIED)

    def _write(self) -> None:
        batch, self._batch = self._batch, Batch()
        if len(batch):
            self._inventory.record(
                self._source,
                added=batch.added,
                changed=batch.changed,
                refreshed=batch.refreshed,
                missing=batch.missing,
                stale=batch.stale,
            )
        for name in ("added", "changed"):
            self._found.counts[name] += len(getattr(batch, name))
        self._untold += batch.missing

    def _tell(self) -> None:
        untold, self._untold = self._untold, []
        if untold:
            self._gone(untold)
        self._told = time.monotonic()

    def _newcomers(self, wanted: Collection[Any]) -> list[Any]:
        return self._inventory.newcomers(self._source, {row.size for row in wanted})

    def _settle(self) -> None:
        """Recognise the missing files among the new ones; what is left of them is deleted."""
        recognition = Recognition(self._root, self._limit, self._check)
        missing = self._inventory.missing(self._source)
        pairs = recognition.pairs(missing, self._newcomers(missing)) if missing else []
        self._inventory.recognise(pairs)
        swaps = recognition.untouched(self._replaced, self._newcomers(self._replaced))
        self._inventory.exchange(swaps)
        self._found.counts["moved"] += len(pairs) + len(swaps)
        self._found.counts["added"] -= len(pairs)
        self._found.counts["changed"] -= len(swaps)
        self._found.deleted = self._inventory.delete_missing(self._source)
        self._found.counts["deleted"] = len(self._found.deleted)


def may_be_cured(row: Any) -> bool:
    """Whether a file that could not be read is tried again although it is the same."""
    if row.state != State.FAILED or row.failure is None:
        return False
    code = row.failure["code"]
    if code == CRASHED:
        return int(row.failure.get("tries", 1)) < MOST_CRASHES
    return code in TRY_AGAIN


def _children(folders: Collection[bytes]) -> dict[bytes, set[bytes]]:
    """Folder to the folders in it, for all that hold documents at any depth."""
    result: dict[bytes, set[bytes]] = defaultdict(set)
    for folder in folders:
        while folder:
            above = folder.rpartition(b"/")[0]
            if folder in result[above]:
                break
            result[above].add(folder)
            folder = above
    return result

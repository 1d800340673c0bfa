"""What a caller may see of guarded sources: before ranking by the stored lists, and again by the live file."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from common.identity import Principal
from services.search.access.guards import live_list
from services.search.access.lists import AccessLists
from services.search.catalog import mark_stale
from services.search.sources.records import Source, Sources
from services.search.tables import DOCUMENTS


class Gate:
    """A guarded source is one where each file says itself who may read it. That holds for everyone."""

    def __init__(self, engine: sa.Engine, sources: Sources, lists: AccessLists) -> None:
        self._engine = engine
        self._sources = sources
        self._lists = lists

    def allowed(self, caller: Principal) -> frozenset[int]:
        """The access lists that let `caller` read."""
        return self._lists.allowed(caller)

    def may_see(self, row: Any, caller: Principal) -> bool:
        """Whether `caller` may see this document, by its source, its list and the file as it is now."""
        source = next((found for found in self._sources.visible(caller) if found.number == row.source), None)
        if source is None:
            return False
        if source.options.access == "source":
            return True
        return row.access in self.allowed(caller) and not self.closed([row], caller)

    def closed(self, rows: Iterable[Any], caller: Principal) -> set[int]:
        """Those of `rows` whose file, as it is now, may not be read by `caller`; their numbers.

        A file that is not there, or whose source is no more guarded as it was, is closed. What changed is
        remembered, so that the next search need not find it out again.
        """
        sources = {source.number: source for source in self._sources.all()}
        is_guarded = any(source.options.access != "source" for source in sources.values())
        allowed = self.allowed(caller) if is_guarded else frozenset()
        closed = set()
        for row in rows:
            source = sources.get(row.source)
            if source is None or (
                source.options.access != "source" and not self._is_open(source, row, allowed, caller)
            ):
                closed.add(row.number)
        return closed

    def _is_open(self, source: Source, row: Any, allowed: Collection[int], caller: Principal) -> bool:
        now = live_list(source.options.access, Path(source.path), row.raw_path, self._lists)
        if now is None:
            return False
        if now == row.access:
            return now in allowed
        self._remember(row, now)
        return now in self.allowed(caller)

    def _remember(self, row: Any, access: int) -> None:
        change = sa.update(DOCUMENTS).where(
            DOCUMENTS.c.number == row.number, DOCUMENTS.c.raw_path == row.raw_path
        )
        with self._engine.begin() as connection:
            connection.execute(change.values(access=access))
            mark_stale(connection, [row.number])

"""Follow the sources: sync what changed soon after it did, and everything from time to time.

Where the file system tells of changes they are gathered until nobody writes for a while, and only their
folders are looked at. It tells of nothing on network shares, and may forget some; so each source is also
looked through as a whole at its own interval.
"""

import contextlib
import logging
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from fastapi import APIRouter

from common.errors import Problem
from common.identity import Principal
from services.search.sources.mounting import mount_of
from services.search.sources.records import Source, Sources
from services.search.sources.registry import Registry
from services.search.sources.watching import Watch, start_watching

log = logging.getLogger(__name__)
SYSTEM = Principal(user="system", roles=frozenset())
"""The owner of syncs that nobody asked for."""
TICK_SECONDS = 1.0
QUIET_SECONDS = 3.0
"""Changes are synced when the last one is so old"""
LONGEST_SECONDS = 60.0
"""or the first one so."""
WATCH_AGAIN_SECONDS = 300.0


class Follower:
    """A thread that looks at the clock and at the watches. `enabled` False: people sync by hand alone."""

    def __init__(
        self,
        registry: Registry,
        sources: Sources,
        *,
        enabled: bool,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._registry = registry
        self._sources = sources
        self._enabled = enabled
        self._clock = clock
        self._stopping = threading.Event()
        self._watches: dict[int, Watch] = {}
        self._no_watch_until: dict[int, float] = {}

    def is_watching(self, source: int) -> bool:
        return source in self._watches

    def next_sync(self, source: Source) -> datetime | None:
        """When all of the source is looked through next; None while nobody will."""
        if not self._enabled or source.options.paused:
            return None
        last = source.tried_at or datetime.now(UTC)
        interval = timedelta(minutes=source.options.sync_minutes)
        return last + interval if source.tried_at else last

    def tick(self) -> None:
        """Start the syncs that are due now."""
        sources = self._sources.all()
        self._tend_watches(sources)
        for source in sources:
            due = self.next_sync(source)
            watch = self._watches.get(source.number)
            if due is None or self._registry.running(source):
                continue
            if due <= datetime.now(UTC):
                self._sync(source, watch, None)
            elif watch and watch.is_ripe(self._clock(), QUIET_SECONDS, LONGEST_SECONDS):
                self._sync(source, watch, watch)

    def _sync(self, source: Source, watch: Watch | None, changes: Watch | None) -> None:
        # Taken before the walk: what changes during it is seen again.
        folders = watch.take() if watch else None
        with contextlib.suppress(Problem):
            self._registry.sync(source.name, SYSTEM, folders if changes else None)

    def _tend_watches(self, sources: list[Source]) -> None:
        wanted = {source.number: source for source in sources if self._may_watch(source)}
        for number in [*self._watches]:
            if number not in wanted or not self._watches[number].is_alive:
                self._watches.pop(number).stop()
        for number, source in wanted.items():
            if number not in self._watches and self._clock() >= self._no_watch_until.get(number, 0.0):
                watch = start_watching(source.path, self._clock)
                if watch is None:
                    self._no_watch_until[number] = self._clock() + WATCH_AGAIN_SECONDS
                else:
                    self._watches[number] = watch

    def _may_watch(self, source: Source) -> bool:
        options = source.options
        is_ready = source.synced_at is not None and source.trouble is None
        return self._enabled and options.watch and not options.paused and is_ready and not _is_remote(source)

    def _run(self) -> None:
        while not self._stopping.wait(TICK_SECONDS):
            try:
                self.tick()
            except Exception:
                # A busy database must not end the following for good.
                log.exception("the sources could not be followed; it is tried again")

    def router(self) -> APIRouter:
        """A router without routes: the thread lives as long as the service."""

        @asynccontextmanager
        async def lifespan(_: object) -> AsyncIterator[None]:
            thread = threading.Thread(target=self._run, name="search-follow", daemon=True)
            if self._enabled:
                thread.start()
            yield
            self._stopping.set()
            if self._enabled:
                thread.join()
            for watch in self._watches.values():
                watch.stop()

        return APIRouter(lifespan=lifespan)


def _is_remote(source: Source) -> bool:
    return (source.mount or mount_of(source.path)).is_network

"""Registering, forgetting and syncing sources, with the indexes following."""

import contextlib
import threading
from collections.abc import Sequence
from pathlib import Path

from common.errors import Conflict, NotFound
from common.identity import Principal
from common.jobs import Job, Jobs
from common.settings import Settings
from services.search.catalog import Catalog
from services.search.indexing import Indexer
from services.search.semantic import SemanticIndex
from services.search.sources import Source, Sources, checked_folder
from services.search.syncing import KIND


class Registry:
    def __init__(
        self,
        settings: Settings,
        jobs: Jobs,
        sources: Sources,
        catalog: Catalog,
        indexer: Indexer,
        semantic: SemanticIndex,
    ) -> None:
        self._settings = settings
        self._jobs = jobs
        self._sources = sources
        self._catalog = catalog
        self._indexer = indexer
        self._semantic = semantic
        self._lock = threading.Lock()

    def put(self, name: str, path: str, readers: Sequence[str]) -> tuple[Source, bool]:
        """Register or change a source; the flag says whether it is new.

        Another folder under the same name is another source, and begins empty.
        """
        roots, data = self._settings.search.roots, self._settings.data.folder.resolve()
        folder = checked_folder(Path(path), roots, data)
        with self._lock:
            known = self._sources.find(name)
            if known is not None and known.path != folder:
                self._forget(known)
                known = None
            if known is None:
                return self._sources.add(name, folder, readers), True
            return self._sources.set_readers(known.number, readers), False

    def delete(self, name: str, caller: Principal) -> None:
        with self._lock:
            source = self._sources.get(name)
            if source.sync_job:
                with contextlib.suppress(Conflict, NotFound):
                    self._jobs.cancel(source.sync_job, caller)
            self._forget(source)
        self._indexer.mend()

    def sync(self, name: str, caller: Principal) -> Job:
        """Queue a sync; while one is under way, that one is the answer."""
        with self._lock:
            source = self._sources.get(name)
            if running := self._running(source):
                return running
            job = self._jobs.submit(
                KIND,
                owner=caller.user,
                title=f"検索対象「{name}」の同期",
                params={"source": source.number},
            )
            self._sources.note_job(source.number, job.id)
        return job

    def _running(self, source: Source) -> Job | None:
        if source.sync_job is None:
            return None
        with contextlib.suppress(NotFound):
            job = self._jobs.find(source.sync_job)
            return None if job.status.is_final else job
        return None

    def _forget(self, source: Source) -> None:
        documents = [row.number for row in self._catalog.known(source.number).values()]
        self._sources.delete(source.number)
        self._semantic.mark(documents)

"""Registering, forgetting and syncing sources, with the indexes following."""

import contextlib
import threading
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from common.errors import BadRequest, Conflict, NotFound
from common.identity import Principal
from common.jobs import Job, Jobs
from common.settings import Settings
from services.search.access.lists import AccessLists
from services.search.catalog import Catalog
from services.search.meaning.semantic import SemanticIndex
from services.search.sources.inventory import Inventory
from services.search.sources.mounting import mount_of
from services.search.sources.options import SourceOptions
from services.search.sources.records import Source, Sources, checked_folder
from services.search.sources.syncing import KIND
from services.search.words.indexing import Indexer

SMB = frozenset({"cifs", "smb2", "smb3", "smbfs"})
WINDOWS_ONLY = (
    "Windows（SMB）の共有では、ファイルのモードは実際の権限を表しません。"
    "ファイルごとの権限は Windows を選んでください（API では access に windows）。"
)
PAUSED = "検索対象は一時停止中です。再開してから同期してください。"
DEFAULT_READERS = ("staff", "clerk", "disclosure")


class Registry:
    def __init__(
        self,
        settings: Settings,
        jobs: Jobs,
        sources: Sources,
        catalog: Catalog,
        inventory: Inventory,
        lists: AccessLists,
        indexer: Indexer,
        semantic: SemanticIndex,
    ) -> None:
        self._settings = settings
        self._jobs = jobs
        self._sources = sources
        self._catalog = catalog
        self._inventory = inventory
        self._lists = lists
        self._indexer = indexer
        self._semantic = semantic
        self._lock = threading.Lock()

    def put(
        self,
        name: str,
        path: str,
        readers: Sequence[str] | None = None,
        options: dict[str, Any] | None = None,
        *,
        relocated: bool = False,
    ) -> tuple[Source, bool]:
        """Register or change a source; the flag says whether it is new.

        What is not given stays as it is, or has its default in a new source. Another folder under the same
        name is another source, and begins empty. `relocated` takes the folder as it lies now, although it is
        another file system than before.
        """
        with self._lock, self._catalog.work.step():
            known = self._sources.find(name)
            folder = self._folder(path, known)
            if (options or {}).get("access") == "posix" and mount_of(folder).kind in SMB:
                raise BadRequest(WINDOWS_ONLY, field="access")
            before = known.options if known else SourceOptions()
            changed = SourceOptions.model_validate({**before.model_dump(), **(options or {})})
            wanted = readers if readers is not None else known.readers if known else DEFAULT_READERS
            if known is not None and known.path != folder:
                self._forget(known)
                known = None
            if known is None:
                return self._sources.add(name, folder, wanted, changed), True
            if relocated:
                self._sources.note_mount(known.number, None)
            return self._change(known, wanted, changed), False

    def _folder(self, path: str, known: Source | None) -> Path:
        """The folder to register. That of a known source need not be there now: who pauses a source whose
        share is gone, or changes its readers, must not be told to mend the share first."""
        if known is not None and Path(path) == known.path:
            return known.path
        return checked_folder(Path(path), self._settings.search.roots, self._settings.data.folder.resolve())

    def delete(self, name: str, caller: Principal) -> None:
        with self._lock, self._catalog.work.step():
            source = self._sources.get(name)
            if source.sync_job:
                with contextlib.suppress(Conflict, NotFound):
                    self._jobs.cancel(source.sync_job, caller)
            self._forget(source)
        self._indexer.mend()

    def sync(self, name: str, caller: Principal, folders: Collection[bytes] | None = None) -> Job:
        """Queue a sync, of all or of some folders; while one is under way, that one is the answer.

        Raises Conflict while the source is paused.
        """
        with self._lock:
            source = self._sources.get(name)
            if running := self.running(source):
                return running
            refuse_paused(source)
            params: dict[str, Any] = {"source": source.number}
            if folders is not None:
                params["folders"] = [folder.hex() for folder in folders]
            title = f"検索対象「{name}」の同期"
            job = self._jobs.submit(KIND, owner=caller.user, title=title, params=params)
            self._sources.note_job(source.number, job.id)
        return job

    def _change(self, known: Source, readers: Collection[str], changed: SourceOptions) -> Source:
        source = self._sources.change(known.number, readers, changed)
        if changed.max_bytes != known.options.max_bytes:
            most = self._settings.search.max_file_bytes
            limits = [options.max_bytes or most for options in (known.options, changed)]
            self._inventory.read_again(known.number, larger_than=min(limits))
        if changed.access != known.options.access:
            # Nobody sees a file until the next sync has looked at its own permissions.
            access = 0 if changed.access == "source" else self._lists.nobody
            self._inventory.set_access(known.number, access)
            self._indexer.mend()
        return source

    def running(self, source: Source) -> Job | None:
        """The sync that is queued or under way."""
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


def refuse_paused(source: Source) -> None:
    if source.options.paused:
        raise Conflict(PAUSED)

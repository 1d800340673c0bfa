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
from services.search.indexing import Indexer
from services.search.inventory import Inventory
from services.search.mounting import mount_of
from services.search.options import SourceOptions
from services.search.semantic import SemanticIndex
from services.search.sources import Source, Sources, checked_folder
from services.search.syncing import KIND

SMB = frozenset({"cifs", "smb2", "smb3", "smbfs"})
WINDOWS_ONLY = "Windows（SMB）の共有では、ファイルのモードは実際の権限を表しません。access に windows を指定してください。"
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
        roots, data = self._settings.search.roots, self._settings.data.folder.resolve()
        folder = checked_folder(Path(path), roots, data)
        if (options or {}).get("access") == "posix" and mount_of(folder).kind in SMB:
            raise BadRequest(WINDOWS_ONLY, field="access")
        with self._lock:
            known = self._sources.find(name)
            if known is not None and known.path != folder:
                self._forget(known)
                known = None
            if known is None:
                new = SourceOptions.model_validate(options or {})
                return self._sources.add(
                    name, folder, DEFAULT_READERS if readers is None else readers, new
                ), True
            if relocated:
                self._sources.note_mount(known.number, None)
            return self._change(known, readers, options or {}), False

    def delete(self, name: str, caller: Principal) -> None:
        with self._lock:
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
            if source.options.paused:
                raise Conflict("検索対象は一時停止中です。再開してから同期してください。")
            params: dict[str, Any] = {"source": source.number}
            if folders is not None:
                params["folders"] = [folder.hex() for folder in folders]
            title = f"検索対象「{name}」の同期"
            job = self._jobs.submit(KIND, owner=caller.user, title=title, params=params)
            self._sources.note_job(source.number, job.id)
        return job

    def _change(self, known: Source, readers: Sequence[str] | None, options: dict[str, Any]) -> Source:
        changed = known.options.model_copy(update=options)
        source = self._sources.change(known.number, known.readers if readers is None else readers, changed)
        if changed.access != known.options.access:
            # Nobody sees a file until the next sync has looked at its own permissions.
            self._inventory.set_access(known.number, 0 if changed.access == "source" else self._lists.nobody)
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

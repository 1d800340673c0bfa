"""Brings one model in: fetch, convert, check, and only then put it in place."""

import fcntl
import importlib.metadata
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from common.errors import ModelMissing
from common.models import package
from common.models.disk import require_space
from common.models.faults import DamagedModel
from common.models.manifest import ModelEntry, ModelFile
from common.models.progress import Tell
from common.models.sources import Source, fetch
from common.models.stamp import Seen, Stamp, look, write_stamp
from common.models.store import ModelStore
from common.models.wheels import find_wheel

Converter = Callable[[Path, Path, ModelEntry, Tell], None]
STAGING = ".staging"
FINISHED, RAW = "finished", "raw"


class Installer:
    """Installs into `store` from `sources`; `downloads` is where wheels are kept."""

    def __init__(self, store: ModelStore, sources: Sequence[Source], downloads: Path, tell: Tell) -> None:
        self.store, self.sources, self.downloads, self.tell = store, sources, downloads, tell

    def install(self, name: str) -> bool:
        """Bring `name` in unless it is there; whether anything was done.

        Raises DiskFull before it starts, NoSource, or DamagedModel, and then leaves the model
        folder as it was. An interrupted run goes on from its downloads.
        """
        entry = self.store.entry(name)
        if self.store.installed(name):
            return False
        with self._alone():
            if self.store.installed(name):
                return False
            if entry.package is not None:
                package.install(entry.package, self.sources, self.downloads, self.tell)
                self._vouch_for_package(entry)
            else:
                self._install_files(entry)
        return True

    def _install_files(self, entry: ModelEntry) -> None:
        require_space(self._needs(entry))
        staging = self.store.root / STAGING / entry.name
        finished = staging / FINISHED
        finished.mkdir(parents=True, exist_ok=True)
        try:
            stamp = self._make(entry, staging)
        except DamagedModel:
            shutil.rmtree(staging)
            raise
        write_stamp(finished, stamp)
        self._put_in_place(finished, self.store.home(entry.name))
        shutil.rmtree(staging)

    def _make(self, entry: ModelEntry, staging: Path) -> Stamp:
        if entry.source is None or self._finished_files_offered(entry):
            return self._fetch_finished(entry, staging / FINISHED)
        return self._convert(entry, entry.source, staging)

    def _finished_files_offered(self, entry: ModelEntry) -> bool:
        """A mirror may hold what another machine has converted."""
        return any(all(each.offers(entry, f) for f in entry.files) for each in self.sources if each.local)

    def _fetch_finished(self, entry: ModelEntry, finished: Path) -> Stamp:
        seen, origins = {}, []
        for file in entry.files:
            sha256, origin = fetch(entry, file, finished / file.path, self.sources, self.tell)
            seen[file.path] = look(finished / file.path, sha256)
            origins.append(origin)
        source = " + ".join(dict.fromkeys(origins))
        return Stamp(name=entry.name, source=source, made_with=entry.made_with, files=seen)

    def _convert(self, entry: ModelEntry, source: ModelFile, staging: Path) -> Stamp:
        raw, finished = staging / RAW / source.path, staging / FINISHED
        _, origin = fetch(entry, source, raw, self.sources, self.tell)
        converter(entry)(raw, finished, entry, self.tell)
        raw.unlink()
        versions = {name: importlib.metadata.version(name) for name in entry.made_with}
        self.tell.line("  checking what was made")
        seen = {file.path: look(finished / file.path) for file in entry.files}
        self._compare(entry, seen, versions)
        return Stamp(name=entry.name, source=origin, made_with=versions, files=seen)

    def _compare(self, entry: ModelEntry, seen: dict[str, Seen], versions: dict[str, str]) -> None:
        """With the recorded libraries the bytes must be the recorded ones; with others, say so."""
        for file in entry.files:
            found = seen[file.path].sha256
            if file.sha256 in (None, found):
                continue
            if versions == entry.made_with:
                raise DamagedModel(entry.name, file.path, str(file.sha256), found)
            self.tell.line(f"  note: {file.path} was made with {versions}, not {entry.made_with}; its own")
            self.tell.line(f"        hash {found} is recorded and held to from now on")

    def _needs(self, entry: ModelEntry) -> list[tuple[Path, int]]:
        """Finished files, the source of a conversion meanwhile, and wheels that are not there yet."""
        files = [entry.source] if entry.source else entry.files
        raw = entry.source.size or 0 if entry.source else 0
        near = all(any(each.local and each.offers(entry, f) for each in self.sources) for f in files)
        absent = any(find_wheel(each, [self.downloads]) is None for each in entry.requirements())
        wheels = (raw or entry.size) if absent and not near else 0
        return [(self.store.root, entry.size + raw), (self.downloads, wheels)]

    def _vouch_for_package(self, entry: ModelEntry) -> None:
        if self.store.base(entry) is None:
            raise ModelMissing(entry.name)
        self.store.verify(entry.name)

    def _put_in_place(self, finished: Path, home: Path) -> None:
        """Rename; a former version is moved aside first and removed last."""
        for path in finished.rglob("*"):
            if path.is_file():
                with path.open("rb") as stream:
                    os.fsync(stream.fileno())
        former = home.with_name(f".former-{home.name}")
        shutil.rmtree(former, ignore_errors=True)
        if home.exists():
            home.rename(former)
        finished.rename(home)
        shutil.rmtree(former, ignore_errors=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two pulls at once would write the same staging folder."""
        self.store.root.mkdir(parents=True, exist_ok=True)
        with (self.store.root / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self.tell.line("  another pull is at work; waiting for it")
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def converter(entry: ModelEntry) -> Converter:
    """The conversion of `entry.kind`; imported late, for numpy and what it needs are heavy."""
    if entry.kind == "e5-nano":
        from common.models import e5_folder

        return e5_folder.convert
    if entry.kind == "e5-ct2":
        from common.models import e5_ct2

        return e5_ct2.convert
    from common.models import gguf_ct2

    return gguf_ct2.convert

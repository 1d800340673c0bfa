"""Where a service finds its installed and verified models."""

import contextlib
import hashlib
import importlib.util
import logging
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from common.errors import ModelMissing
from common.models.faults import DamagedModel, SupplyFault
from common.models.manifest import Manifest, ModelEntry, ModelFile, load_manifest
from common.models.stamp import Seen, Stamp, look, read_stamp, write_stamp
from common.settings import ModelSettings

log = logging.getLogger(__name__)


class ModelStore:
    """The model folder of this machine, read against models.toml."""

    def __init__(self, settings: ModelSettings) -> None:
        self.settings = settings
        self.root = settings.folder
        self._stamps: dict[str, Stamp] = {}

    @cached_property
    def manifest(self) -> Manifest:
        return load_manifest(self.settings.manifest)

    def entry(self, name: str) -> ModelEntry:
        """What models.toml says of `name`; UnknownModel when it says nothing."""
        return self.manifest.entry(name)

    def home(self, name: str) -> Path:
        """The model's own folder, there or not; it holds at least the stamp."""
        return self.root / self.entry(name).name

    def folder(self, name: str) -> Path:
        """The folder to load from, its files being those that were verified.

        A file whose size or time changed since is hashed again. Raises ModelMissing when the
        model is not installed and DamagedModel when a file is not what it was.
        """
        entry = self.entry(name)
        base, stamp = self.base(entry), self._stamp(name)
        if base is None:
            raise ModelMissing(name)
        if stamp is not None and not self._agrees(entry, stamp):
            raise ModelMissing(name)
        if stamp is not None and all(stamp.files[f.path].unchanged(base / f.path) for f in entry.files):
            return base
        self.verify(name)
        return base

    def digest(self, name: str) -> str:
        """One SHA-256 for all files of an installed model, in hex; raises as `folder` does."""
        self.folder(name)
        stamp = self._stamp(name)
        if stamp is None:
            raise ModelMissing(name)
        lines = sorted(f"{file.path}\0{stamp.files[file.path].sha256}" for file in self.entry(name).files)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def missing(self, names: Iterable[str]) -> list[str]:
        """Those of `names` that cannot be loaded now."""
        return [name for name in names if not self.installed(name)]

    def installed(self, name: str) -> bool:
        try:
            self.folder(name)
        except (ModelMissing, SupplyFault):
            return False
        return True

    def verify(self, name: str) -> Stamp:
        """Hash every file anew and renew the stamp; ModelMissing or DamagedModel otherwise."""
        entry, home = self.entry(name), self.home(name)
        base, before = self.base(entry), read_stamp(home)
        if base is None or not all((base / file.path).is_file() for file in entry.files):
            raise ModelMissing(name)
        if before is None and not entry.pinned:
            raise ModelMissing(name)
        log.info("hashing a model", extra={"model": name})
        seen = {file.path: self._check(entry, file, base, before) for file in entry.files}
        stamp = Stamp(
            name=name,
            source=before.source if before else ("package" if entry.package else "found"),
            made_with=before.made_with if before else entry.made_with,
            files=seen,
        )
        self._stamps[name] = stamp
        # A read-only model folder is fine: the hashes are then taken once a process.
        with contextlib.suppress(OSError):
            home.mkdir(parents=True, exist_ok=True)
            write_stamp(home, stamp)
        return stamp

    def base(self, entry: ModelEntry) -> Path | None:
        """Where the files of `entry` lie: below the root, or in an installed Python package."""
        if entry.package is None:
            folder = self.root / entry.name
            return folder if folder.is_dir() else None
        spec = importlib.util.find_spec(entry.package.module)
        if spec is None or not spec.submodule_search_locations:
            return None
        return Path(next(iter(spec.submodule_search_locations)))

    def _stamp(self, name: str) -> Stamp | None:
        return read_stamp(self.home(name)) or self._stamps.get(name)

    def _check(self, entry: ModelEntry, file: ModelFile, base: Path, before: Stamp | None) -> Seen:
        seen = look(base / file.path)
        wanted = expected(entry, file, before)
        if wanted is not None and seen.sha256 != wanted:
            raise DamagedModel(entry.name, file.path, wanted, seen.sha256)
        return seen

    def _agrees(self, entry: ModelEntry, stamp: Stamp) -> bool:
        """Whether the stamp speaks of the files that models.toml asks for today."""
        return all(
            file.path in stamp.files and expected(entry, file, stamp) in (None, stamp.files[file.path].sha256)
            for file in entry.files
        )


def expected(entry: ModelEntry, file: ModelFile, stamp: Stamp | None) -> str | None:
    """The hash that holds for `file`.

    models.toml rules, except where it is silent (first use is trusted, then held to) and where
    another library version than the recorded one made the conversion.
    """
    recorded = stamp.files[file.path].sha256 if stamp and file.path in stamp.files else None
    if file.sha256 is None:
        return recorded
    if entry.converted and stamp is not None and stamp.made_with != entry.made_with:
        return recorded
    return file.sha256

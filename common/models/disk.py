"""Refuse to start what the disk cannot hold."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from common.models.faults import DiskFull

RESERVE = 256 * 1000**2
"""Left free for everyone else on that disk."""


def require_space(needs: Iterable[tuple[Path, int]]) -> None:
    """Raise DiskFull when the bytes wanted below the folders exceed what is free on their disks."""
    wanted: dict[int, tuple[Path, int]] = {}
    for folder, size in needs:
        standing = nearest_existing(folder)
        device = standing.stat().st_dev
        _, before = wanted.get(device, (standing, 0))
        wanted[device] = (standing, before + size)
    for folder, size in wanted.values():
        free = shutil.disk_usage(folder).free
        if size and size + RESERVE > free:
            raise DiskFull(folder, size + RESERVE, free)


def nearest_existing(folder: Path) -> Path:
    folder = folder.absolute()
    while not folder.exists():
        folder = folder.parent
    return folder

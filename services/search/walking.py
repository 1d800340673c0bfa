"""Walk a shared folder: which files are there now, by metadata alone."""

import logging
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple

log = logging.getLogger(__name__)
TEMPORARY = ("~$", ".~lock.", "~WRL")
SYSTEM = frozenset({"thumbs.db", "desktop.ini"})


class Entry(NamedTuple):
    """One file, relative to the root of its source."""

    raw_path: bytes
    path: str
    size: int
    modified_ns: int

    @property
    def stem(self) -> str:
        return PurePosixPath(self.path).stem

    @property
    def type(self) -> str:
        """By the name alone, until the file has been read."""
        return PurePosixPath(self.path).suffix[1:].lower()[:16]


@dataclass
class Walk:
    """What one walk found. Files below `unreadable` folders are unknown, not gone."""

    entries: list[Entry] = field(default_factory=list)
    unreadable: list[bytes] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)

    def hides(self, raw_path: bytes) -> bool:
        return any(raw_path == path or raw_path.startswith(path + b"/") for path in self.unreadable)


def walk(root: Path, check: Callable[[], None]) -> Walk:
    """Every regular file below `root`; symbolic links are never followed.

    Raises OSError when `root` itself cannot be listed. `check` is called for every folder.
    """
    found = Walk()
    pending = [""]
    while pending:
        check()
        folder = pending.pop()
        try:
            children = sorted(os.scandir(root / folder), key=_name)
        except OSError as error:
            if not folder:
                raise
            log.warning("a folder cannot be listed", extra={"errno": error.errno})
            found.unreadable.append(os.fsencode(folder))
            continue
        pending += [_below(folder, child.name) for child in _take(children, folder, found)]
    return found


def _take(children: list[os.DirEntry[str]], folder: str, found: Walk) -> Iterator[os.DirEntry[str]]:
    """Record the files among `children` and give back the folders."""
    for child in children:
        if reason := _reason_to_skip(child):
            found.skipped[reason] += 1
            continue
        try:
            status = child.stat(follow_symlinks=False)
        except OSError:
            found.unreadable.append(os.fsencode(_below(folder, child.name)))
            continue
        if stat.S_ISDIR(status.st_mode):
            yield child
        elif stat.S_ISREG(status.st_mode):
            raw = os.fsencode(_below(folder, child.name))
            found.entries.append(Entry(raw, shown(raw), status.st_size, status.st_mtime_ns))
        else:
            found.skipped["special"] += 1


def _reason_to_skip(child: os.DirEntry[str]) -> str | None:
    name = child.name
    if child.is_symlink():
        return "link"
    if name.startswith(TEMPORARY) or name.lower().endswith(".tmp"):
        return "temporary"
    if name.startswith(".") or name.lower() in SYSTEM:
        return "hidden"
    return None


def shown(raw_path: bytes) -> str:
    """The path for people. Names that are no UTF-8 come from old servers, in Shift_JIS as a rule."""
    try:
        text = raw_path.decode()
    except UnicodeDecodeError:
        text = raw_path.decode("cp932", "replace")
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _below(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name

"""Walk a shared folder: which files are there now, by metadata alone, one folder after the other."""

import logging
import os
import stat
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple, Protocol

from services.search.sources.patterns import Patterns

log = logging.getLogger(__name__)
SIGNED = 1 << 63
Check = Callable[[], None]


class Entry(NamedTuple):
    """One file, relative to the root of its source."""

    raw_path: bytes
    path: str
    size: int
    modified_ns: int
    changed_ns: int = 0
    """When anything of it changed last, its name and rights included (ctime)."""
    inode: int = 0
    access: int = 0
    """The number of its access list; 0 where the source's readers decide."""

    @property
    def stem(self) -> str:
        return PurePosixPath(self.path).stem

    @property
    def type(self) -> str:
        """By the name alone, until the file has been read."""
        return PurePosixPath(self.path).suffix[1:].lower()[:16]


@dataclass
class Listing:
    """One folder. What is below `unreadable` is unknown, not gone."""

    folder: bytes
    entries: list[Entry] = field(default_factory=list)
    folders: list[bytes] = field(default_factory=list)
    unreadable: list[bytes] = field(default_factory=list)
    mounts: list[bytes] = field(default_factory=list)
    """Those of `folders` where another file system begins."""
    skipped: Counter[str] = field(default_factory=Counter)

    def hides(self, raw_path: bytes) -> bool:
        return any(raw_path == path or raw_path.startswith(path + b"/") for path in self.unreadable)


class Guard(Protocol):
    """Tells who may read a file, as `services.search.access` does."""

    def enter(self, folder: bytes) -> None:
        """The files that follow are in this folder."""

    def list_of(self, raw_path: bytes, status: os.stat_result) -> int:
        """The number of the file's access list."""


class Walker:
    """Walks one source; symbolic links are never followed."""

    def __init__(
        self,
        root: Path,
        patterns: Patterns,
        *,
        mounts: Collection[bytes] = (),
        guard: Guard | None = None,
    ) -> None:
        self._root = root
        self._patterns = patterns
        self._mounts = frozenset(mounts)
        self._guard = guard

    def walk(
        self,
        check: Check,
        start: Collection[bytes] = (b"",),
        enters: Callable[[bytes], bool] = lambda _: True,
    ) -> Iterator[Listing]:
        """Every folder in `start` and those below that `enters` agrees to.

        Raises OSError when the root itself cannot be listed. `check` is called for every folder.
        """
        pending, seen = sorted(start, reverse=True), set()
        while pending:
            check()
            folder = pending.pop()
            if folder in seen:
                continue
            seen.add(folder)
            listing = self._list(folder)
            pending += [below for below in reversed(listing.folders) if below in start or enters(below)]
            yield listing

    def _list(self, folder: bytes) -> Listing:
        found = Listing(folder)
        path = self._root / os.fsdecode(folder)
        try:
            status = path.stat(follow_symlinks=not folder)
            if not stat.S_ISDIR(status.st_mode):
                raise NotADirectoryError(path)
            with os.scandir(os.fsencode(path)) as scanned:
                children = sorted(scanned, key=lambda child: child.name)
        except OSError as error:
            if not folder:
                raise
            log.warning("a folder cannot be listed", extra={"errno": error.errno})
            found.unreadable.append(folder)
            return found
        if self._guard:
            self._guard.enter(folder)
        for child in children:
            self._take(child, status.st_dev, found)
        return found

    def _take(self, child: os.DirEntry[bytes], device: int, found: Listing) -> None:
        raw = found.folder + b"/" + child.name if found.folder else child.name
        try:
            if child.is_symlink():
                found.skipped["link"] += 1
                return
            status = child.stat(follow_symlinks=False)
        except OSError:
            found.unreadable.append(raw)
            return
        if stat.S_ISDIR(status.st_mode):
            self._take_folder(raw, status.st_dev != device, found)
        elif stat.S_ISREG(status.st_mode):
            self._take_file(raw, status, found)
        else:
            found.skipped["special"] += 1

    def _take_folder(self, raw: bytes, is_mount: bool, found: Listing) -> None:
        if self._patterns.leaves_out_folder(shown(raw)):
            found.skipped["excluded"] += 1
        elif raw in self._mounts and not is_mount:
            # A share was mounted here before; what lies below it now is not the share.
            found.unreadable.append(raw)
        else:
            found.folders.append(raw)
            if is_mount:
                found.mounts.append(raw)

    def _take_file(self, raw: bytes, status: os.stat_result, found: Listing) -> None:
        path = shown(raw)
        if self._patterns.leaves_out_file(path):
            found.skipped["excluded"] += 1
            return
        access = self._guard.list_of(raw, status) if self._guard else 0
        found.entries.append(
            Entry(
                raw,
                path,
                status.st_size,
                status.st_mtime_ns,
                status.st_ctime_ns,
                _signed(status.st_ino),
                access,
            )
        )


def shown(raw_path: bytes) -> str:
    """The path for people. Names that are no UTF-8 come from old servers, in Shift_JIS as a rule."""
    try:
        text = raw_path.decode()
    except UnicodeDecodeError:
        text = raw_path.decode("cp932", "replace")
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def _signed(inode: int) -> int:
    """File systems count up to 64 bits without a sign, databases with one."""
    return inode - (SIGNED << 1) if inode >= SIGNED else inode

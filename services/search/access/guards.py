"""Ask the file system who may read a file. Whatever cannot be read or understood means nobody."""

import errno
import os
import stat
from pathlib import Path

from services.search.access.lists import AccessLists
from services.search.access.posix import ATTRIBUTE, posix_ladder
from services.search.access.rules import NOBODY, Ladder, Rule, rule
from services.search.access.windows import find_descriptor, windows_ladder
from services.search.sources.mounting import mount_of
from services.search.sources.options import Access
from services.search.sources.walking import Guard

SHARED = ("system.cifs_acl", "system.cifs_ntsd")
SAMBA = "security.NTACL"
NFS = "system.nfs4_acl"
NO_SUCH = (errno.ENODATA, errno.EOPNOTSUPP)
NOBODY_CLIMBS: Ladder = ()


class PosixGuard:
    """Mode, owner, group and access control list of the file, and the right to pass through all folders above
    it, up to where its file system is mounted: what is above that is ours, not the file server's."""

    def __init__(self, root: Path, lists: AccessLists) -> None:
        self._root = root
        self._lists = lists
        self._gates: dict[bytes, tuple[Ladder, ...]] = {}
        self._gate: tuple[Ladder, ...] = ()

    def enter(self, folder: bytes) -> None:
        self._gate = self._gate_of(folder)

    def list_of(self, raw_path: bytes, status: os.stat_result) -> int:
        return self._lists.number_of(self.rule_of(raw_path, status))

    def rule_of(self, raw_path: bytes, status: os.stat_result) -> Rule:
        return rule([*self._gate, self._ladder(self._root / os.fsdecode(raw_path), status)])

    def _gate_of(self, folder: bytes) -> tuple[Ladder, ...]:
        if folder not in self._gates:
            above = self._gate_of(folder.rpartition(b"/")[0]) if folder else self._outside()
            path = self._root / os.fsdecode(folder)
            self._gates[folder] = (*above, self._folder(path))
        return self._gates[folder]

    def _outside(self) -> tuple[Ladder, ...]:
        top = Path(mount_of(self._root).point)
        return tuple(self._folder(path) for path in self._root.parents if path.is_relative_to(top))

    def _folder(self, path: Path) -> Ladder:
        try:
            return self._ladder(path, path.lstat())
        except OSError:
            return NOBODY_CLIMBS

    def _ladder(self, path: Path, status: os.stat_result) -> Ladder:
        try:
            if attribute(path, NFS) is not None:
                # The list of an NFSv4 server may hold more than the mode shows.
                return NOBODY_CLIMBS
            return posix_ladder(status, attribute(path, ATTRIBUTE))
        except (OSError, ValueError):
            return NOBODY_CLIMBS


class WindowsGuard:
    """The list of the file, as an SMB mount (`cifsacl`) or Samba's own disk shows it."""

    def __init__(self, root: Path, lists: AccessLists) -> None:
        self._root = root
        self._lists = lists

    def enter(self, folder: bytes) -> None:
        """Folders give nothing: Windows copies what they pass on to each file."""

    def list_of(self, raw_path: bytes, status: os.stat_result) -> int:
        return self._lists.number_of(self.rule_of(raw_path, status))

    def rule_of(self, raw_path: bytes, _: os.stat_result) -> Rule:
        path = self._root / os.fsdecode(raw_path)
        try:
            return rule([windows_ladder(_descriptor(path))])
        except (OSError, ValueError):
            return NOBODY


def guard_for(access: Access, root: Path, lists: AccessLists) -> Guard | None:
    """What asks the file system, a new one for each walk; None where the source's readers decide."""
    if access == "posix":
        return PosixGuard(root, lists)
    return WindowsGuard(root, lists) if access == "windows" else None


def live_list(access: Access, root: Path, raw_path: bytes, lists: AccessLists) -> int | None:
    """The access list of a file as it is at this moment; None when the file is not there."""
    guard = guard_for(access, root, lists)
    try:
        status = (root / os.fsdecode(raw_path)).lstat()
    except OSError:
        return None
    if guard is None or not stat.S_ISREG(status.st_mode):
        return None
    guard.enter(raw_path.rpartition(b"/")[0])
    return guard.list_of(raw_path, status)


def attribute(path: Path, name: str) -> bytes | None:
    """An extended attribute; None when the file has none of this name."""
    try:
        return os.getxattr(path, name, follow_symlinks=False)
    except OSError as error:
        if error.errno in NO_SUCH:
            return None
        raise


def _descriptor(path: Path) -> bytes:
    for name in SHARED:
        if raw := attribute(path, name):
            return raw
    if raw := attribute(path, SAMBA):
        return find_descriptor(raw)
    raise ValueError("no Windows permissions")

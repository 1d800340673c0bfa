"""Where a source lies, so that a share that is not there is never taken for one whose files were deleted."""

import os
import re
from pathlib import Path
from typing import NamedTuple

from common.errors import Unavailable

MOUNTS = Path("/proc/self/mountinfo")
NETWORK = frozenset(
    {"cifs", "smb2", "smb3", "smbfs", "nfs", "nfs4", "ncpfs", "afs", "9p", "ceph", "glusterfs", "lustre"}
)
KEPT = "検索の内容は前回のまま残しています。"
GONE = "検索対象のフォルダーを開けません。共有フォルダーの接続を確かめて、もう一度読み取ってください。" + KEPT
EMPTIED = (
    "検索対象のフォルダーが空になっています。共有フォルダーの接続を確かめてください。"
    "本当に空にした場合は、検索対象を削除してください。" + KEPT
)
MOVED = (
    "検索対象のフォルダーが前回とは別の場所（{now}）を指しています。共有フォルダーの接続を確かめてください。"
    "保存先を変えた場合は、検索対象の管理で「いまの場所に改める」を選んでください（API では relocated）。"
    + KEPT
)


class Unreachable(Unavailable):
    """The folder of a source is not there now: its files are unknown, not deleted."""

    code, title = "unreachable", "検索対象につながりません"


class Mount(NamedTuple):
    """The file system that holds a folder."""

    point: str
    """Its mount point."""
    kind: str
    """Such as ext4 or cifs."""
    origin: str
    """The share, such as //server/share. Empty for a local disk, whose device name changes over restarts."""

    @property
    def is_network(self) -> bool:
        """Changes that others make are not told by inotify, and reading costs a line."""
        return self.kind in NETWORK or self.kind.startswith("fuse")


def mount_of(path: Path) -> Mount:
    """The mount that `path` is in: the longest mount point above it, and of equal ones the last."""
    best = Mount("/", "", "")
    try:
        lines = MOUNTS.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return _without_mountinfo(path)
    for line in lines:
        mount = _mount(line)
        if mount and path.is_relative_to(mount.point) and len(mount.point) >= len(best.point):
            best = mount
    return best


def refuse_unmounted(root: Path, mount: Mount | None) -> None:
    """Raise Unreachable when `root` cannot be listed, is empty, or lies elsewhere than at the last sync."""
    try:
        with os.scandir(root) as children:
            is_empty = next(children, None) is None
    except OSError:
        raise Unreachable(GONE) from None
    refuse_elsewhere(root, mount)
    if is_empty:
        raise Unreachable(EMPTIED)


def refuse_elsewhere(root: Path, mount: Mount | None) -> None:
    """Raise Unreachable when another file system answers for `root` than at the last sync."""
    if mount is None:
        return
    now = mount_of(root)
    if now != mount:
        raise Unreachable(MOVED.format(now=now.origin or now.point))


def _mount(line: str) -> Mount | None:
    """One line of mountinfo, see proc(5): `36 35 98:0 /mnt1 /mnt2 rw master:1 - ext3 /dev/root rw`."""
    before, _, after = line.partition(" - ")
    fields, about = before.split(" "), after.split(" ")
    if len(fields) < 5 or len(about) < 2 or about[0] == "autofs":
        return None
    kind = about[0]
    mount = Mount(_unescaped(fields[4]), kind, "")
    return mount._replace(origin=_unescaped(about[1])) if mount.is_network else mount


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), text)


def _without_mountinfo(path: Path) -> Mount:
    """Systems other than Linux: only the mount point is known."""
    above = [path, *path.parents]
    return Mount(str(next((folder for folder in above if folder.is_mount()), Path("/"))), "", "")

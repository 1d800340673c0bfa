"""Read POSIX permissions: mode, owner and group, and the access control list where a file has one.

The order of the check is that of acl(5), "access check algorithm". The binary form of the list is that of
Linux's `system.posix_acl_access` (include/uapi/linux/posix_acl_xattr.h): a 32-bit version, then entries of
16-bit tag, 16-bit permissions and 32-bit id, all little-endian.
"""

import os
import stat
import struct
from collections.abc import Iterator
from typing import NamedTuple

from services.search.access.rules import EVERYONE, Ladder, Rung, ladder

ATTRIBUTE = "system.posix_acl_access"
READ, EXECUTE = 4, 1
VERSION = 2
USER_OBJ, USER, GROUP_OBJ, GROUP, MASK, OTHER = 0x01, 0x02, 0x04, 0x08, 0x10, 0x20
SINGLE = (USER_OBJ, GROUP_OBJ, OTHER)
ENTRY = struct.Struct("<HHI")
ALL = 7


class AclEntry(NamedTuple):
    tag: int
    permissions: int
    id: int


def parse_acl(raw: bytes) -> list[AclEntry]:
    """The entries of the attribute; ValueError when it is not a complete list of the known version."""
    if len(raw) < 4 or (len(raw) - 4) % ENTRY.size or int.from_bytes(raw[:4], "little") != VERSION:
        raise ValueError("not a POSIX access control list")
    entries = [AclEntry(*ENTRY.unpack_from(raw, at)) for at in range(4, len(raw), ENTRY.size)]
    tags = [entry.tag for entry in entries]
    if set(tags) - {*SINGLE, USER, GROUP, MASK} or any(tags.count(tag) != 1 for tag in SINGLE):
        raise ValueError("not a valid POSIX access control list")
    if tags.count(MASK) > 1 or ((USER in tags or GROUP in tags) and MASK not in tags):
        raise ValueError("a POSIX access control list without its mask")
    return entries


def entries_of_mode(mode: int) -> list[AclEntry]:
    return [
        AclEntry(USER_OBJ, mode >> 6 & ALL, 0),
        AclEntry(GROUP_OBJ, mode >> 3 & ALL, 0),
        AclEntry(OTHER, mode & ALL, 0),
    ]


def posix_ladder(status: os.stat_result, acl: bytes | None) -> Ladder:
    """Who may read this file, or pass through this folder. ValueError for a list that makes no sense."""
    entries = entries_of_mode(status.st_mode) if acl is None else parse_acl(acl)
    right = EXECUTE if stat.S_ISDIR(status.st_mode) else READ
    return ladder(_rungs(entries, right, status.st_uid, status.st_gid))


def _rungs(entries: list[AclEntry], right: int, owner: int, group: int) -> Iterator[Rung]:
    mask = next((entry.permissions for entry in entries if entry.tag == MASK), ALL)

    def rung(grants: int, principal: str) -> Rung:
        return Rung(bool(grants & right), frozenset({principal}))

    yield from (rung(entry.permissions, f"uid:{owner}") for entry in entries if entry.tag == USER_OBJ)
    yield from (rung(entry.permissions & mask, f"uid:{entry.id}") for entry in entries if entry.tag == USER)
    groups = [
        rung(entry.permissions & mask, f"gid:{group if entry.tag == GROUP_OBJ else entry.id}")
        for entry in entries
        if entry.tag in (GROUP_OBJ, GROUP)
    ]
    # Any one of a caller's groups is enough; only who is in groups without the right stops here.
    yield from sorted(groups, key=lambda found: not found.grants)
    yield from (rung(entry.permissions, EVERYONE) for entry in entries if entry.tag == OTHER)

"""Read Windows permissions: the self-relative SECURITY_DESCRIPTOR of [MS-DTYP] 2.4.6.

Only the right to read the data is looked at, entry by entry in the order of the list, as in the access check
of [MS-DTYP] 2.5.3.2: the first entry that names the caller and this right decides. An entry about another
right, such as a denial of deletion, says nothing about reading. Folders are not looked at: Windows lets
everyone pass through them (SeChangeNotifyPrivilege).
"""

import struct
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from services.search.access.rules import EVERYONE, Ladder, Rung, ladder

HEADER = struct.Struct("<BBHIIII")
ACL_HEADER = struct.Struct("<BBHHH")
ACE_HEADER = struct.Struct("<BBHI")
SELF_RELATIVE, DACL_PRESENT = 0x8000, 0x0004
INHERIT_ONLY = 0x08
READ_DATA = 0x0000_0001 | 0x1000_0000 | 0x8000_0000
"""FILE_READ_DATA, GENERIC_ALL, GENERIC_READ."""
ALLOW, DENY = 0, 1
DENY_OBJECT, DENY_CALLBACK, DENY_CALLBACK_OBJECT = 6, 10, 12
OBJECT_TYPES = (5, 6, 11, 12)
LAST_TYPE = 0x15
"""Types in between are conditional grants, which are not counted on, or say nothing about access."""
EVERYONE_SIDS = frozenset({"S-1-1-0", "S-1-5-11"})
"""Everyone, and Authenticated Users: whoever searches has signed in."""
OWNER_RIGHTS = "S-1-3-4"
MOST_SUB_AUTHORITIES = 15


class Ace(NamedTuple):
    type: int
    flags: int
    mask: int
    sid: str


class Descriptor(NamedTuple):
    owner: str | None
    aces: list[Ace]
    end: int
    """Where its last byte is, counted from its first."""


def windows_ladder(raw: bytes) -> Ladder:
    """Who may read the file. ValueError for a descriptor that is broken or shows no list."""
    descriptor = parse_descriptor(raw)
    return ladder(_rungs(descriptor))


def find_descriptor(raw: bytes) -> bytes:
    """The one descriptor inside Samba's `security.NTACL`, which wraps it with hashes of its own.

    ValueError unless exactly one makes sense and it reaches the end.
    """
    found: list[tuple[int, int]] = []
    for at in range(0, len(raw) - HEADER.size + 1, 4):
        with suppress(ValueError):
            found.append((at, at + parse_descriptor(raw[at:]).end))
    if len(found) != 1 or len(raw) - found[0][1] >= 4:
        raise ValueError("no descriptor, or more than one")
    return raw[found[0][0] :]


def parse_descriptor(raw: bytes) -> Descriptor:
    revision, _, control, owner_at, group_at, _, dacl_at = _unpack(HEADER, raw, 0)
    if revision != 1 or not control & SELF_RELATIVE:
        raise ValueError("not a self-relative security descriptor")
    if not control & DACL_PRESENT or not dacl_at:
        # Without a list everyone may do everything, or the server did not show it: nobody can tell.
        raise ValueError("no access control list")
    ends = []
    owner = None
    if owner_at:
        owner, end = _sid(raw, owner_at)
        ends.append(end)
    if group_at:
        ends.append(_sid(raw, group_at)[1])
    acl_revision, _, size, count, _ = _unpack(ACL_HEADER, raw, dacl_at)
    if acl_revision not in (2, 4) or dacl_at + size > len(raw):
        raise ValueError("not an access control list")
    aces = list(_aces(raw[: dacl_at + size], dacl_at + ACL_HEADER.size, count))
    return Descriptor(owner, aces, max(dacl_at + size, *ends, 0))


def _aces(raw: bytes, at: int, count: int) -> Iterator[Ace]:
    for _ in range(count):
        kind, flags, size, mask = _unpack(ACE_HEADER, raw, at)
        if size < ACE_HEADER.size or at + size > len(raw) or kind > LAST_TYPE:
            raise ValueError("not an access control entry")
        sid_at = at + ACE_HEADER.size + (_object_size(raw, at) if kind in OBJECT_TYPES else 0)
        sid, end = _sid(raw[: at + size], sid_at)
        if end > at + size:
            raise ValueError("an entry longer than it says")
        yield Ace(kind, flags, mask, sid)
        at += size


def _object_size(raw: bytes, at: int) -> int:
    """The flags of an object entry, and up to two GUIDs."""
    (flags,) = _unpack(struct.Struct("<I"), raw, at + ACE_HEADER.size)
    return 4 + 16 * (flags & 1) + 16 * (flags >> 1 & 1)


def _sid(raw: bytes, at: int) -> tuple[str, int]:
    """(the SID as text, the offset after it); [MS-DTYP] 2.4.2."""
    revision, count = _unpack(struct.Struct("<BB"), raw, at)
    if revision != 1 or count > MOST_SUB_AUTHORITIES:
        raise ValueError("not a SID")
    end = at + 8 + 4 * count
    if end > len(raw):
        raise ValueError("a SID that is cut off")
    authority = int.from_bytes(raw[at + 2 : at + 8], "big")
    parts = struct.unpack_from(f"<{count}I", raw, at + 8)
    return "-".join(["S-1", str(authority), *map(str, parts)]), end


def _rungs(descriptor: Descriptor) -> Iterator[Rung]:
    for ace in descriptor.aces:
        if ace.flags & INHERIT_ONLY or not ace.mask & READ_DATA:
            continue
        if ace.type in (ALLOW, DENY, DENY_OBJECT, DENY_CALLBACK, DENY_CALLBACK_OBJECT):
            sid = descriptor.owner if ace.sid == OWNER_RIGHTS and descriptor.owner else ace.sid
            principal = EVERYONE if sid in EVERYONE_SIDS else sid
            yield Rung(ace.type == ALLOW, frozenset({principal}))


def _unpack(form: struct.Struct, raw: bytes, at: int) -> tuple[int, ...]:
    if at < 0 or at + form.size > len(raw):
        raise ValueError("cut off")
    return form.unpack_from(raw, at)

"""Windows security descriptors, made for the tests."""

import struct
from collections.abc import Callable

import pytest


def _sid(text: str) -> bytes:
    parts = [int(part) for part in text.split("-")[2:]]
    return (
        bytes([1, len(parts) - 1])
        + parts[0].to_bytes(6, "big")
        + struct.pack(f"<{len(parts) - 1}I", *parts[1:])
    )


def _ace(kind: int, flags: int, mask: int, who: str, extra: bytes = b"") -> bytes:
    body = extra + _sid(who)
    return struct.pack("<BBHI", kind, flags, 8 + len(body), mask) + body


def _descriptor(*aces: bytes, owner: str = "S-1-5-21-1-2-3-500", control: int = 0x8004) -> bytes:
    acl = struct.pack("<BBHHH", 2, 0, 8 + sum(map(len, aces)), len(aces), 0) + b"".join(aces)
    owner_at = 20
    dacl_at = owner_at + len(_sid(owner))
    return struct.pack("<BBHIIII", 1, 0, control, owner_at, 0, 0, dacl_at) + _sid(owner) + acl


@pytest.fixture(scope="session")
def ace() -> Callable[..., bytes]:
    """(type, flags, mask, SID, what comes before the SID)."""
    return _ace


@pytest.fixture(scope="session")
def descriptor() -> Callable[..., bytes]:
    """(entries, owner, control)."""
    return _descriptor

import os
import stat
import struct
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.search.access.posix import parse_acl, posix_ladder
from services.search.access.rules import EVERYONE, lets_through, rule

UNDEFINED = 0xFFFFFFFF


def acl(*entries: tuple[int, int, int]) -> bytes:
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


def status(mode: int, uid: int = 10, gid: int = 20) -> os.stat_result:
    return SimpleNamespace(st_mode=mode, st_uid=uid, st_gid=gid)  # type: ignore[return-value]


def may_read(mode: int, raw: bytes | None, *ids: str, kind: int = stat.S_IFREG) -> bool:
    return lets_through(rule([posix_ladder(status(kind | mode), raw)]), lambda p: p == EVERYONE or p in ids)


@pytest.mark.parametrize(
    ("mode", "ids", "reads"),
    [
        (0o400, ["uid:10"], True),
        (0o044, ["uid:10", "gid:20"], False),
        (0o040, ["gid:20"], True),
        (0o604, ["gid:20"], False),
        (0o604, ["gid:21"], True),
        (0o640, ["uid:11"], False),
    ],
)
def test_the_first_class_of_a_mode_that_names_the_caller_decides(mode, ids, reads) -> None:
    assert may_read(mode, None, *ids) is reads


def test_a_folder_is_passed_with_the_right_to_execute() -> None:
    assert may_read(0o711, None, "uid:99", kind=stat.S_IFDIR)
    assert not may_read(0o744, None, "uid:99", kind=stat.S_IFDIR)


LIST = acl(
    (1, 6, UNDEFINED), (2, 4, 11), (2, 0, 12), (4, 0, UNDEFINED), (8, 4, 21), (16, 4, UNDEFINED), (32, 4, UNDEFINED)
)  # fmt: skip


@pytest.mark.parametrize(
    ("ids", "reads"),
    [
        (["uid:11"], True),
        (["uid:12", "gid:21"], False),
        (["gid:20"], False),
        (["gid:20", "gid:21"], True),
        (["gid:22"], True),
    ],
)
def test_named_users_come_first_and_one_group_with_the_right_is_enough(ids, reads) -> None:
    assert may_read(0o644, LIST, *ids) is reads


def test_the_mask_takes_from_named_users_and_all_groups() -> None:
    masked = LIST.replace(struct.pack("<HHI", 16, 4, UNDEFINED), struct.pack("<HHI", 16, 2, UNDEFINED))
    assert not may_read(0o644, masked, "uid:11")
    assert not may_read(0o644, masked, "gid:21")
    assert may_read(0o644, masked, "uid:10")


@given(st.binary(max_size=60))
def test_what_is_no_list_is_an_error_and_nothing_else(raw) -> None:
    try:
        parse_acl(raw)
    except ValueError:
        return
    assert raw[:4] == b"\2\0\0\0"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        LIST[:-1],
        b"\3" + LIST[1:],
        acl((1, 6, 0), (4, 4, 0)),
        acl((1, 6, 0), (2, 4, 11), (4, 4, 0), (32, 4, 0)),
        acl((1, 6, 0), (4, 4, 0), (32, 4, 0), (64, 4, 0)),
    ],
)
def test_cut_off_unknown_and_maskless_lists_are_refused(raw) -> None:
    with pytest.raises(ValueError, match="POSIX"):
        parse_acl(raw)

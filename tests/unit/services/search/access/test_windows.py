import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.search.access.rules import EVERYONE, lets_through, rule
from services.search.access.windows import find_descriptor, parse_descriptor, windows_ladder

ALLOW, DENY = 0, 1
READ, FULL, DELETE = 0x0012_0089, 0x001F_01FF, 0x0001_0000
USER, GROUP, OWNER = "S-1-5-21-1-2-3-1105", "S-1-5-21-1-2-3-513", "S-1-5-21-1-2-3-500"
WORLD = "S-1-1-0"


def may_read(raw: bytes, *sids: str) -> bool:
    return lets_through(rule([windows_ladder(raw)]), lambda p: p == EVERYONE or p in sids)


def test_who_is_granted_reads_and_nobody_else(ace, descriptor) -> None:
    raw = descriptor(ace(ALLOW, 0, READ, USER), ace(ALLOW, 0x10, FULL, GROUP))
    assert may_read(raw, USER)
    assert may_read(raw, GROUP)
    assert not may_read(raw, OWNER)


def test_the_order_of_the_list_is_kept(ace, descriptor) -> None:
    assert not may_read(descriptor(ace(DENY, 0, READ, USER), ace(ALLOW, 0, READ, GROUP)), USER, GROUP)
    assert may_read(descriptor(ace(ALLOW, 0, READ, GROUP), ace(DENY, 0, READ, USER)), USER, GROUP)


def test_a_denied_deletion_is_no_denied_reading(ace, descriptor) -> None:
    assert may_read(descriptor(ace(DENY, 0, DELETE, WORLD), ace(ALLOW, 0, READ, WORLD)), USER)


def test_entries_for_children_only_say_nothing_about_the_file_itself(ace, descriptor) -> None:
    assert not may_read(descriptor(ace(ALLOW, 0x0B, READ, WORLD)), USER)
    assert may_read(descriptor(ace(DENY, 0x0B, READ, WORLD), ace(ALLOW, 0, READ, WORLD)), USER)


def test_generic_rights_are_rights_to_read(ace, descriptor) -> None:
    assert may_read(descriptor(ace(ALLOW, 0, 0x8000_0000, USER)), USER)
    assert not may_read(descriptor(ace(DENY, 0, 0x1000_0000, USER), ace(ALLOW, 0, READ, WORLD)), USER)
    assert not may_read(descriptor(ace(ALLOW, 0, 0x4000_0000, USER)), USER)


def test_conditional_and_object_grants_are_not_counted_on_but_their_denials_are(ace, descriptor) -> None:
    guid = struct.pack("<I", 1) + b"x" * 16
    assert not may_read(descriptor(ace(9, 0, READ, USER), ace(5, 0, READ, USER, guid)), USER)
    assert not may_read(descriptor(ace(10, 0, READ, USER), ace(ALLOW, 0, READ, WORLD)), USER)
    assert not may_read(descriptor(ace(6, 0, READ, USER, guid), ace(ALLOW, 0, READ, WORLD)), USER)


def test_owner_rights_are_those_of_the_owner(ace, descriptor) -> None:
    raw = descriptor(ace(ALLOW, 0, READ, "S-1-3-4"))
    assert may_read(raw, OWNER)
    assert not may_read(raw, USER)


def test_a_file_without_a_list_is_read_by_nobody(ace, descriptor) -> None:
    for raw in (descriptor(ace(ALLOW, 0, READ, WORLD), control=0x8000), descriptor()[:16] + b"\0\0\0\0"):
        with pytest.raises(ValueError, match="list"):
            windows_ladder(raw)


@given(data=st.data())
def test_a_damaged_descriptor_is_an_error_or_still_makes_sense(ace, descriptor, data) -> None:
    raw = bytearray(descriptor(ace(DENY, 0, READ, GROUP), ace(ALLOW, 0, READ, USER)))
    raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(raw[: data.draw(st.integers(0, len(raw)))])
    try:
        found = parse_descriptor(cut)
    except ValueError:
        return
    assert found.end <= len(cut)


def test_the_descriptor_inside_the_attribute_of_samba_is_found(ace, descriptor) -> None:
    inner = descriptor(ace(ALLOW, 0, READ, USER))
    wrapped = struct.pack("<HHI", 4, 0, 0x20000) + b"\7" * 64 + struct.pack("<I", len(inner)) + inner
    assert find_descriptor(wrapped) == inner
    for wrong in (wrapped[:-8], wrapped[:72], inner + inner):
        with pytest.raises(ValueError, match="descriptor"):
            find_descriptor(wrong)

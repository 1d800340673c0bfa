import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.documents.msg.compressed_rtf import decompress
from common.errors import BrokenFile

HELLO = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
)
"""[MS-OXRTFCP] 4.1.1."""
OVERLAP = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")
"""[MS-OXRTFCP] 4.1.2: a reference that reads what it writes."""


def test_the_examples_of_the_specification() -> None:
    assert decompress(HELLO) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert decompress(OVERLAP) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"


def test_what_was_not_compressed_is_cut_to_its_size() -> None:
    assert decompress(struct.pack("<IIII", 0, 3, 0x414C454D, 0) + b"abcdef") == b"abc"


@pytest.mark.parametrize("content", [b"", b"short", bytes(40)])
def test_anything_else_is_broken(content: bytes) -> None:
    with pytest.raises(BrokenFile):
        decompress(content)


@given(st.binary(max_size=100))
def test_noise_ends(noise: bytes) -> None:
    with suppress(BrokenFile):
        decompress(struct.pack("<IIII", 0, 0, 0x75465A4C, 0) + noise)

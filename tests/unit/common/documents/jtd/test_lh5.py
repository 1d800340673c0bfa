from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.documents.jtd.lh5 import member_of, unpack
from common.errors import BrokenFile, TooLarge


@given(
    content=st.lists(st.sampled_from([b"a", b"abcabc", b"\0" * 300, bytes(range(256))]), max_size=20).map(
        b"".join
    )
)
def test_what_is_packed_comes_out_again(lh5_member, content: bytes) -> None:
    assert member_of(b"&\0JustCompressedDocument" + bytes(14) + lh5_member(content)) == content


@given(st.binary(max_size=60))
def test_noise_is_refused_or_gives_the_promised_length(noise: bytes) -> None:
    with suppress(BrokenFile):
        assert len(unpack(noise, 5_000)) == 5_000


def test_a_cut_member_is_broken(lh5_member) -> None:
    member = lh5_member(bytes(range(256)) * 8)
    with pytest.raises(BrokenFile):
        member_of(member[:300])
    with pytest.raises(BrokenFile):
        member_of(member[:10])
    with pytest.raises(BrokenFile):
        member_of(b"nothing of the kind")


def test_a_member_that_promises_too_much_is_refused(lh5_member) -> None:
    member = bytearray(lh5_member(b"abc"))
    member[11:15] = b"\xff\xff\xff\x7f"
    with pytest.raises(TooLarge):
        member_of(bytes(member))

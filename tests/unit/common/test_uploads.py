"""Uploads that are read whole."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.errors import TooLarge
from common.uploads import bounded


@given(st.binary(max_size=20))
def test_what_is_within_the_bound_comes_whole_and_nothing_else(content: bytes):
    refusal = TooLarge("分けて送ってください。")
    if len(content) <= 10:
        assert bounded(io.BytesIO(content), 10, refusal) == content
    else:
        with pytest.raises(TooLarge, match="分けて"):
            bounded(io.BytesIO(content), 10, refusal)

from hypothesis import given
from hypothesis import strategies as st

from common.one_line import one_line


@given(st.text(max_size=30))
def test_one_line_has_no_controls_and_stays_the_same(text):
    once = one_line(text)
    assert one_line(once) == once
    assert not {"\x00", "\n", "\r", "\t"} & set(once)

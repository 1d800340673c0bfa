from hypothesis import given
from hypothesis import strategies as st

from gateway.audit import tail


@given(
    st.lists(st.binary(max_size=20).map(lambda line: line.replace(b"\n", b"")), max_size=30),
    st.binary(max_size=5).map(lambda line: line.replace(b"\n", b"")),
    st.integers(0, 40),
    st.integers(1, 16),
)
def test_the_lines_from_the_end_are_the_lines_reversed(tmp_path_factory, lines, torn, limit, block):
    path = tmp_path_factory.mktemp("tail") / "lines"
    path.write_bytes(b"".join(line + b"\n" for line in lines) + torn)
    before, tail.BLOCK_BYTES = tail.BLOCK_BYTES, block
    try:
        assert list(tail.last_lines(path, limit)) == lines[::-1][:limit]
    finally:
        tail.BLOCK_BYTES = before


def test_a_file_that_is_not_there_has_no_lines(tmp_path):
    assert list(tail.last_lines(tmp_path / "none", 5)) == []

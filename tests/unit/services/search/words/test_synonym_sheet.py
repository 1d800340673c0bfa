import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.errors import Problem
from services.search.words.synonym_sheet import MOST_GROUPS, read_synonyms, write_synonyms

WORDS = st.lists(
    st.text("市民局部, \"'=", min_size=1, max_size=5).map(str.strip).filter(bool), min_size=2, unique=True
)


@given(st.lists(WORDS, max_size=5))
def test_what_is_written_is_read_back(groups: list[list[str]]) -> None:
    assert read_synonyms(write_synonyms(groups)) == groups


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_both_encodings_are_read_and_blanks_and_repetitions_left_out(encoding: str) -> None:
    content = "市民局,市民部,市民局,\r\n\r\n マイナ ,個人番号カード\r\n".encode(encoding)
    assert read_synonyms(content) == [["市民局", "市民部"], ["マイナ", "個人番号カード"]]


@pytest.mark.parametrize(
    ("content", "code", "detail"),
    [
        ("a,b\n市民局".encode(), "bad_request", "2行目"),
        (f"a,{'b' * 101}".encode(), "bad_request", "1行目"),
        (b'a,b\n"c,d', "broken_file", "引用符"),
        (b"a\0,b", "broken_file", "読み取れません"),
        (b"\x81\xff\xfe\xff" * 50, "broken_file", "文字コード|読み取れません"),
        (b"a,b\n" * (MOST_GROUPS + 1), "bad_request", "10,000"),
    ],
)
def test_what_is_no_such_file_is_refused(content: bytes, code: str, detail: str) -> None:
    with pytest.raises(Problem, match=detail) as problem:
        read_synonyms(content)
    assert problem.value.code == code

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.search.query import BadQuery, is_plain, parse, show
from services.search.query.parser import MOST_DEPTH, MOST_LEAVES
from services.search.query.tree import (
    Both,
    Either,
    Field,
    Kind,
    OfSource,
    OfType,
    Since,
    Text,
    Until,
    Without,
    wanted,
)

A, B, C = Text("東京"), Text("都庁"), Text("秘密")
WORD = st.text("東京都ab1ー。'", min_size=1, max_size=5).filter(lambda text: text not in ("AND", "OR", "NOT"))
FIELDS = st.sampled_from([None, Field.TITLE, Field.PATH, Field.AUTHOR])
PHRASE_TEXT = st.text('東京 a()|-*?:"', min_size=1, max_size=6).filter(str.strip)
LEAVES = st.one_of(
    st.builds(Text, WORD, st.just(Kind.WORD), FIELDS),
    st.builds(Text, PHRASE_TEXT, st.just(Kind.PHRASE), FIELDS),
    st.builds(
        lambda a, b, field: Text(f"{a}*{b}", Kind.PATTERN, field), WORD, WORD, FIELDS
    ),
    st.builds(OfType, st.sampled_from(["pdf", "docx"])),
    st.builds(OfSource, st.sampled_from(["共有", "人事 課"])),
    st.builds(Since, st.dates()),
    st.builds(Until, st.dates()),
)  # fmt: skip
TREES = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        st.lists(parts, min_size=2, max_size=3).map(lambda p: Both(tuple(p))),
        st.lists(parts, min_size=2, max_size=3).map(lambda p: Either(tuple(p))),
        parts.map(Without),
    ),
    max_leaves=12,
)


@given(TREES)
def test_a_tree_that_is_printed_reads_back_as_the_same_tree(tree) -> None:
    assert parse(show(tree)) == tree


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("東京 AND 都庁", Both((A, B))),
        ("東京 ＡＮＤ 都庁", Both((A, B))),
        ("東京 OR 都庁 秘密", Either((A, Both((B, C))))),
        ("東京|都庁", Either((A, B))),
        ("東京　｜　都庁", Either((A, B))),
        ("東京 -秘密", Both((A, Without(C)))),
        ("東京 －秘密", Both((A, Without(C)))),
        ("東京 AND NOT 秘密", Both((A, Without(C)))),
        ("(東京 AND NOT 秘密) OR 都庁", Either((Both((A, Without(C))), B))),
        ("（東京 都庁）｜秘密", Either((Both((A, B)), C))),
        ("-(東京 OR 都庁)", Without(Either((A, B)))),
        ('"東京 都庁"', Text("東京 都庁", Kind.PHRASE)),
        ("「東京」", Text("東京", Kind.PHRASE)),
        ("＂東京＂ “都庁”", Both((Text("東京", Kind.PHRASE), Text("都庁", Kind.PHRASE)))),
        ("東*京", Text("東*京", Kind.PATTERN)),
        ("東?京", Text("東?京", Kind.PATTERN)),
        ("title:東京", Text("東京", Kind.WORD, Field.TITLE)),
        ("TITLE：「東京 都」", Text("東京 都", Kind.PHRASE, Field.TITLE)),
        ("作成者:佐藤", Text("佐藤", Kind.WORD, Field.AUTHOR)),
        (
            "path:(東京 OR 都庁)",
            Either((Text("東京", Kind.WORD, Field.PATH), Text("都庁", Kind.WORD, Field.PATH))),
        ),
        (r"path:水道\減免", Text("水道/減免", Kind.WORD, Field.PATH)),
        ("type:(pdf OR docx)", Either((OfType("pdf"), OfType("docx")))),
        ('source:"人事 課"', OfSource("人事 課")),
        ("f(x) OR 東京", Either((Text("f(x)"), A))),
    ],
)  # fmt: skip
def test_what_people_write_is_read_as_they_mean_it(query: str, tree) -> None:
    assert not is_plain(query)
    assert parse(query) == tree


@pytest.mark.parametrize(
    "query",
    [
        "水道料金の減免",
        "水道料金 減免",
        "水道料金（上水道）の減免は？",
        "マイナンバーカード(個人番号カード)",
        "「減免」とは何ですか",
        "30-1234 号",
        "- 減免",
        "減免って何?誰が対象?",
        "1) 減免",
        "and or not",
        '19" モニター',
        "🏯",
        "http://example.jp/a:b",
        "\x00",
    ],
)
def test_plain_text_is_no_syntax(query: str) -> None:
    assert is_plain(query)


@pytest.mark.parametrize(
    ("query", "position"),
    [
        ('東京 "都庁', 3),
        ("「東京", 0),
        ('東京 ""', 3),
        ("AND", 0),
        ("東京 AND", 6),
        ("東京 AND ", 6),
        ("東京 OR OR 都庁", 6),
        ("NOT", 3),
        ("| 東京", 0),
        ("(東京 AND 都庁", 0),
        ("東京 AND 都庁)", 9),
        ("東京 AND ()", 8),
        ("東京 AND *", 7),
        ("title:", 6),
        ("title:path:東京", 6),
        ("東京 after:きのう", 9),
        ("before:2026-13", 7),
        ("after:(東京", 7),
        ("(" * 100 + "東京 AND 都庁" + ")" * 100, MOST_DEPTH),
        ("NOT " * 10_000 + "東京", 4 * MOST_DEPTH),
        ("東京|" * 2_000 + "東京", 3 * MOST_LEAVES),
    ],
)
def test_a_fault_says_where_it_is(query: str, position: int) -> None:
    with pytest.raises(BadQuery) as fault:
        if not is_plain(query):
            parse(query)
    assert fault.value.position == position
    assert fault.value.body()["position"] == position
    assert fault.value.detail.startswith(f"{position + 1}文字目: ")
    assert (fault.value.status, fault.value.code) == (422, "bad_query")


def fault_of(query: str) -> int | None:
    """Where the fault is; None when the query can be read."""
    try:
        if not is_plain(query):
            parse(query)
    except BadQuery as fault:
        return fault.position
    return None


@given(st.text('東京()（）"「」|-－*?:：ANDORT 　a\x00🏯title', max_size=60))
def test_any_text_is_read_or_refused_with_a_place_in_it(query: str) -> None:
    assert 0 <= (fault_of(query) or 0) <= len(query)


def test_ten_thousand_characters_are_read() -> None:
    assert parse(f'"{"東" * 10_000}"') == Text("東" * 10_000, Kind.PHRASE)
    assert is_plain("東京 " * 4_000)


def test_what_is_wanted_is_under_no_not() -> None:
    assert wanted(parse("東京 AND (都庁 OR NOT 秘密) type:pdf")) == [A, B]
    assert [text.at for text in wanted(parse("東京 AND 都庁"))] == [0, 7]

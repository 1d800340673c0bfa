"""The structure of a question, held against a naive evaluator over small random drives."""

import re
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.documents import Document, Place
from services.search.passages import Passage
from services.search.query import BadQuery, Both, Either, Kind, Node, OfType, Text, Without
from services.search.sources.walking import Entry
from services.search.words.conditions import LATEST, MOST_VERIFIED, NANOSECONDS, Conditions, begin_of
from services.search.words.lexical import Filter
from services.search.words.question import Question, QuestionReader
from services.search.words.synonyms import Synonyms

LETTERS = "東京都県a1"
TEXTS = st.text(LETTERS + "。\t", min_size=1, max_size=12)
DRIVES = st.lists(st.lists(TEXTS.filter(str.strip), min_size=1, max_size=3), min_size=1, max_size=6)
PIECE = st.text(LETTERS, min_size=1, max_size=3)
LEAVES = st.one_of(
    st.builds(Text, PIECE, st.just(Kind.PHRASE)),
    st.builds(lambda a, b: Text(f"{a}*{b}", Kind.PATTERN), PIECE, PIECE),
    st.builds(lambda a, b: Text(f"{a}?{b}", Kind.PATTERN), PIECE, PIECE),
    st.builds(OfType, st.sampled_from(["txt", "pdf"])),
)
TREES = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        st.lists(parts, min_size=2, max_size=3).map(lambda p: Both(tuple(p))),
        st.lists(parts, min_size=2, max_size=3).map(lambda p: Either(tuple(p))),
        parts.map(Without),
    ),
    max_leaves=6,
)
"""Words are left out: whether 東京 is a word of 東京都県 is Sudachi's to say."""


def in_text(leaf: Text, text: str) -> bool:
    one, many = "[^\t]", "[^\t。]*"
    pattern = re.escape(leaf.text).replace(r"\*", many).replace(r"\?", one)
    return re.search(pattern if leaf.kind is Kind.PATTERN else re.escape(leaf.text), text) is not None


def is_true(node: Node, kind: str, passages: list[str]) -> bool:
    match node:
        case Both():
            return all(is_true(part, kind, passages) for part in node.parts)
        case Either():
            return any(is_true(part, kind, passages) for part in node.parts)
        case Without():
            return not is_true(node.part, kind, passages)
        case OfType():
            return node.name == kind
        case Text():
            return any(in_text(node, passage) for passage in passages)
    raise AssertionError(node)


def fill(
    room, drive: list[list[str]], kinds: tuple[str, ...] = ("pdf", "txt"), modified_ns: int = 0
) -> list[int]:
    """Documents of the given passages in place of what was there; their numbers. Names have no letter in common
    with LETTERS."""
    room.catalog.delete([row.number for row in room.catalog.known(room.source.number).values()])
    names = list("あいうえおか"[: len(drive)])
    entries = [Entry(name.encode(), name, 1, modified_ns) for name in names]
    room.inventory.record(room.source.number, added=entries)
    numbers = []
    for n, row in enumerate(room.catalog.pending(room.source.number, len(drive))):
        document = Document(format=kinds[n % len(kinds)], title=f"題{names[n]}", segments=[])
        passages = [Passage(text, Place(paragraph=1), 0, len(text)) for text in drive[n]]
        room.catalog.keep(row.number, row.id, document, passages)
        numbers.append(row.number)
    room.indexer.catch_up()
    return numbers


def found(room, question: Question, sources: dict[str, int] | None = None) -> frozenset[int] | None:
    allowed = Filter(frozenset({room.source.number}))
    numbers = Conditions(room.lexical, room.catalog).documents(question, allowed, sources or {})
    return None if numbers is None else frozenset(numbers.tolist())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DRIVES, st.lists(TREES, min_size=5, max_size=5))
def test_what_is_found_is_what_a_naive_evaluator_finds(
    room, drive: list[list[str]], trees: list[Node]
) -> None:
    numbers = fill(room, drive)
    for tree in trees:
        wanted = {
            number for n, number in enumerate(numbers) if is_true(tree, ("pdf", "txt")[n % 2], drive[n])
        }
        assert found(room, Question([], tree)) == wanted


@pytest.fixture
def ask(room, engine, analyzer):
    """What a query finds in a drive, by the places of the documents in it."""
    synonyms = Synonyms(engine, analyzer)
    synonyms.put([["市民局", "市民部"]])

    def ask(query: str, drive: list[list[str]], **about) -> list[int] | None:
        numbers = fill(room, drive, **about)
        matched = found(room, QuestionReader(synonyms).read(query), {"共有": room.source.number, "他": 99})
        return None if matched is None else sorted(map(numbers.index, matched))

    return ask


DRIVE = [
    ["東京都庁の案内", "秘密の会議"],
    ["東京の案内"],
    ["サーバーの更新", "附属書類"],
    ["京都市役所の窓口。市民部"],
]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("東京の 案内", None),
        ("東京 AND 案内", [0, 1]),
        ("東京 AND 秘密", [0]),
        ("東京 AND NOT 秘密", [1]),
        ("(東京 AND NOT 秘密) OR 窓口", [1, 3]),
        ("-秘密", [1, 2, 3]),
        ("-秘密 -東京", [2, 3]),
        ("サーバ AND 付属書類", [2]),
        ("きょうと AND 窓口", [3]),
        ("キョウト OR 秘密", [0, 3]),
        ('"きょうと"', []),
        ("市民局 OR ない", [3]),
        ('"市民局"', []),
        ("案内 -市民局", [0, 1]),
        ("京*窓", [3]),
        ("京*市民部", []),
        ("東?都", [0]),
        ("title:題い", [1]),
        ("path:う OR title:題え", [2, 3]),
        ("題い AND 案内", [1]),
        ("type:pdf", [0, 2]),
        ("type:.PDF 東京", [0]),
        ("source:共有 東京", [0, 1]),
        ("source:他 東京", []),
        ("source:知らない", []),
        ("after:2026-11-02 東京", []),
        ("after:2026-11-01 東京", [0, 1]),
        ("before:令和8年11月 東京", [0, 1]),
        ("before:2026-10 東京", []),
        ("🏯 AND 東京", []),
        ("\x00 -東京", [2, 3]),
    ],
)
def test_operators_hold_for_whole_documents(ask, query: str, expected: list[int] | None) -> None:
    assert ask(query, DRIVE, modified_ns=begin_of(date(2026, 11, 1)) + NANOSECONDS) == expected


def test_another_source_is_never_searched(room) -> None:
    fill(room, DRIVE)
    nothing = Filter(frozenset({room.source.number + 1}))
    for tree in (Without(Text("秘密")), Text("東京"), Either((Text("東京"), Without(Text("東京"))))):
        assert Conditions(room.lexical, room.catalog).documents(Question([], tree), nothing, {}).size == 0


def test_a_pattern_that_is_everywhere_is_refused(room, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_VERIFIED > 1
    monkeypatch.setattr("services.search.words.conditions.MOST_VERIFIED", 1)
    fill(room, DRIVE)
    with pytest.raises(BadQuery, match="多すぎます") as fault:
        found(room, Question([], Text("東*案内", Kind.PATTERN, at=7)))
    assert fault.value.position == 7


@given(st.dates(date(1701, 1, 1), date(2259, 1, 1)))
def test_days_begin_at_midnight_and_follow_each_other(day: date) -> None:
    assert datetime.fromtimestamp(begin_of(day) / NANOSECONDS).date() == day  # noqa: DTZ006 (the server's clock)
    assert begin_of(day, days=1) == begin_of(day + timedelta(days=1))


def test_days_that_no_clock_can_tell_are_the_ends_of_time() -> None:
    assert begin_of(date.min, days=1) == -LATEST
    assert begin_of(date.max, days=1) == LATEST

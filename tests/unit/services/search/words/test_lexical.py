from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import tantivy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.resident import Resident
from services.search.query import Kind, Text, Without
from services.search.tables import passage_number
from services.search.words import compiling, lexical
from services.search.words.analyzer import WordAnalyzer
from services.search.words.lexical import Filter, IndexedPassage, LexicalIndex
from services.search.words.normalizing import normalise
from services.search.words.question import Question, plain
from services.search.words.writing import Writer

ALL = Filter(frozenset({1, 2}))
ANY = range(100)
"""All documents that a test ever has."""
TEXTS = {
    1: "水道料金の減免を申請する方は窓口へ。",
    2: "サーバーの更新は来年度とする。附属書類を添える。",
    3: "第30－1234号の通知による。ﾊﾟｿｺﾝは10台。",
    4: "地方公会計制度の手引き",
}


def passage(
    document: int, text: str, source: int = 1, kind: str = "txt", modified: int = 0
) -> IndexedPassage:
    number = passage_number(document, 0)
    return IndexedPassage(number, document, source, kind, modified, f"題名{document}", text)


@pytest.fixture
def index(tmp_path: Path, analyzer: WordAnalyzer, writer: Resident[Writer]) -> LexicalIndex:
    index = LexicalIndex(tmp_path / "index", analyzer, writer)
    index.replace([], [passage(document, text) for document, text in TEXTS.items()])
    return index


@pytest.fixture
def found(index: LexicalIndex) -> Callable[..., list[int]]:
    def find(text: str, allowed: Filter = ALL) -> list[int]:
        return [passage >> 20 for passage in index.search(text, allowed, 10)]

    return find


@pytest.mark.parametrize(
    ("query", "document"),
    [
        ("減免", 1),
        ("免", 1),
        ("道料", 1),
        ("申請した", 1),
        ("サーバ", 2),
        ("付属書類", 2),
        ("30-1234", 3),
        ("３０－１２３４", 3),
        ("パソコン", 3),
        ("ﾊﾟｿｺ", 3),
        ("公会計", 4),
        ("会計", 4),
        ("題名4", 4),
        ("げんめん", 1),
        ("公會計", 4),
    ],
)
def test_words_in_any_form_and_any_substring_are_found(
    found: Callable[..., list[int]], query: str, document: int
) -> None:
    assert found(query)[0] == document


@pytest.mark.parametrize("query", ["天気", "", " ", "。", '"', "words:減免 AND", "*:*", "[a TO z]", "\x00"])
def test_what_is_not_there_is_not_found_and_no_text_is_query_syntax(
    found: Callable[..., list[int]], query: str
) -> None:
    assert [document for document in found(query) if document not in TEXTS] == []
    if query in ("天気", "", " ", '"', "*:*", "\x00"):
        assert found(query) == []


def test_nothing_is_let_through_without_a_source(found: Callable[..., list[int]]) -> None:
    assert found("減免", Filter(frozenset())) == []


def test_filters_hold_before_ranking(index: LexicalIndex, found: Callable[..., list[int]]) -> None:
    index.replace([], [passage(5, "減免", source=2, kind="docx", modified=100)])
    assert sorted(found("減免")) == [1, 5]
    assert found("減免", Filter(frozenset({1}))) == [1]
    assert found("減免", Filter(frozenset({1, 2}), frozenset({"docx", "pdf"}))) == [5]
    assert found("減免", Filter(frozenset({1, 2}), modified_from_ns=100)) == [5]
    assert found("減免", Filter(frozenset({1, 2}), modified_from_ns=101)) == []


def test_replacing_a_document_leaves_no_trace_of_the_old_one(
    index: LexicalIndex, found: Callable[..., list[int]]
) -> None:
    index.replace([1], [passage(1, "新しい内容")])
    assert found("減免") == []
    assert found("内容") == [1]
    assert index.passages == len(TEXTS)


def test_a_failed_write_leaves_the_index_as_it_was(
    index: LexicalIndex, found: Callable[..., list[int]]
) -> None:
    def broken() -> list[IndexedPassage]:
        raise OSError("the disk is full")

    def passages() -> object:
        yield passage(9, "途中")
        broken()

    with pytest.raises(OSError, match="disk is full"):
        index.replace([1], passages())  # type: ignore[arg-type]
    assert found("減免") == [1]
    assert found("途中") == []
    index.replace([], [passage(9, "途中")])
    assert found("途中") == [9]


def test_scores_of_given_passages_are_those_of_the_search(index: LexicalIndex) -> None:
    all_scores = index.search("料金の申請 減免", ALL, 10)
    chosen = [passage_number(1, 0), passage_number(2, 0)]
    scores = index.scores("料金の申請 減免", ALL, chosen)
    assert scores == pytest.approx({n: all_scores[n] for n in chosen if n in all_scores})
    assert index.scores("料金", ALL, []) == {}


def test_an_index_is_there_after_a_restart_and_a_broken_one_is_made_anew(
    tmp_path: Path, analyzer: WordAnalyzer, writer: Resident[Writer], index: LexicalIndex
) -> None:
    assert index.is_new
    again = LexicalIndex(tmp_path / "index", analyzer, writer)
    assert not again.is_new
    assert again.passages == len(TEXTS)
    (tmp_path / "index" / "meta.json").write_text("{", encoding="utf-8")
    mended = LexicalIndex(tmp_path / "index", analyzer, writer)
    assert mended.is_new
    assert mended.passages == 0


def test_an_index_of_another_shape_is_made_anew(
    tmp_path: Path, analyzer: WordAnalyzer, writer: Resident[Writer]
) -> None:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("passage", indexed=True, fast=True)
    (tmp_path / "old").mkdir()
    tantivy.Index(builder.build(), path=str(tmp_path / "old"))
    index = LexicalIndex(tmp_path / "old", analyzer, writer)
    assert index.is_new
    index.replace([], [passage(1, "減免")])
    assert [passage >> 20 for passage in index.search("減免", ALL, 10)] == [1]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.text("東京都の。1A髙 \n\U00020bb7", min_size=1, max_size=150), min_size=1, max_size=4),
    st.data(),
)
def test_any_substring_of_any_length_is_found(
    index: LexicalIndex, texts: list[str], data: st.DataObject
) -> None:
    titled = [passage(n, text)._replace(title="題") for n, text in enumerate(texts)]
    index.replace(ANY, titled)
    for n, text in enumerate(texts):
        run = "".join(text.split())
        if run:
            start = data.draw(st.integers(0, len(run) - 1))
            part = run[start : data.draw(st.integers(start + 1, len(run)))]
            exactly = index.compiler.matches(Text(part, Kind.PHRASE), ())
            expected = {
                m for m, other in enumerate(texts) if normalise(part) in "".join(normalise(other).split())
            }
            assert n in expected
            assert set(index.documents_with(exactly, ALL).tolist()) == expected


def test_kana_find_what_is_read_so_below_what_is_written_so(found: Callable[..., list[int]], index) -> None:
    index.replace([], [passage(7, "ゲンメンの申し出。")])
    assert found("げんめん") == [7, 1]
    assert found("スイドウリョウキン") == [1]
    assert found("コウカイケイ") == [4]
    assert found("どうりょう") == []


def test_a_question_that_names_nothing_is_answered_newest_first(index: LexicalIndex) -> None:
    index.replace([], [passage(8, "あ", modified=5), passage(9, "い", modified=9)])
    asked = Question([], Without(Text("う")))
    found = index.search(asked, ALL, 2)
    assert [passage >> 20 for passage in found] == [9, 8]
    newest, older = found.values()
    assert newest > older
    assert index.search(asked, Filter(frozenset()), 2) == {}
    assert index.search(plain(""), ALL, 2) == {}


def test_only_the_given_documents_are_ranked(index: LexicalIndex) -> None:
    assert [passage >> 20 for passage in index.search("減免 サーバ", ALL, 9, frozenset({2, 3}))] == [2]
    assert index.search("減免", ALL, 9, frozenset()) == {}


def test_spellings_are_those_of_what_is_allowed(index: LexicalIndex) -> None:
    index.replace([], [passage(5, "減免と原綿", source=2)])
    assert [(s.word, s.passages) for s in index.spellings("ゲンメン/", ALL)] == [("減免", 2), ("原綿", 1)]
    only_first = Filter(frozenset({1}))
    assert [(s.word, s.passages) for s in index.spellings("ゲンメン/", only_first)] == [("減免", 1)]
    assert index.spellings("ゲンメン/", Filter(frozenset())) == []
    index.replace([1, 5], [])
    assert index.spellings("ゲンメン/", ALL) == []


def test_coverage_is_the_largest_share_of_the_bigrams_that_an_allowed_passage_has(
    index: LexicalIndex,
) -> None:
    passages = [passage_number(document, 0) for document in TEXTS]
    assert index.coverage("30-1234", ALL, passages) == 1
    assert index.coverage("題名1", ALL, passages) == 1
    assert index.coverage("減免額", ALL, passages) == 0.5
    assert index.coverage("天気", ALL, passages) == index.coverage("免", ALL, passages) == 0
    assert index.coverage("減免額", ALL, passages[1:]) == 0
    assert index.coverage("減免額", Filter(frozenset({2})), passages) == 0


def test_gram_scores_are_of_the_given_passages_alone(index: LexicalIndex) -> None:
    passages = [passage_number(document, 0) for document in TEXTS]
    found = index.gram_scores("減免の申請", ALL, passages)
    assert found.keys() == {passages[0]}
    assert found[passages[0]] > 0
    assert index.gram_scores("減免の申請", ALL, passages[1:]) == {}


def test_letters_count_alike_where_very_many_passages_have_the_word(index, monkeypatch) -> None:
    texts = ["減免", "減免の申請と減免の審査", "料金の減免", "料金", "国民健康保険料の減免"]
    index.replace(ANY, [passage(number, texts[number % 5] + "。" * number) for number in range(40)])
    asked = ("減免", "料金 減免", "国民健康保険料", "題名7 減免", "道料")
    whole = [index.search(query, ALL, 40) for query in asked]
    monkeypatch.setattr(compiling, "MOST_LETTERS", 3)
    monkeypatch.setattr(lexical, "FEWEST_RESCORED", 1)
    monkeypatch.setattr(lexical, "RESCORED", 4)
    for query, before in zip(asked, whole, strict=True):
        best = index.search(query, ALL, 5)
        assert list(best.values()) == pytest.approx(list(before.values())[:5])
        assert best == pytest.approx({passage: before[passage] for passage in best})


def test_a_filter_that_lets_all_through_today_may_not_tomorrow(index, found) -> None:
    only = Filter(frozenset({1}))
    assert found("減免", only) == [1]
    index.replace([], [passage(5, "減免", source=2)])
    assert found("減免", only) == [1]
    index.replace([5], [])
    assert found("減免", only) == [1]


def test_more_documents_than_can_be_counted_at_once_are_found(index, monkeypatch) -> None:
    index.replace(ANY, [passage(number, "減免") for number in range(20)])
    exactly = index.compiler.matches(Text("減免"), ())
    monkeypatch.setattr(lexical, "MOST_COUNTED", 7)
    assert index.documents_with(exactly, ALL).tolist() == list(range(20))


def test_letters_are_found_where_they_are_no_word_of_their_own(index) -> None:
    texts = ["国民健康保険料の減免", "無国民健康保険料金表", "国民の健康保険料", "東国民健康保険料率"]
    index.replace(ANY, [passage(n, text)._replace(title="題") for n, text in enumerate(texts)])
    exactly = index.compiler.matches(Text("国民健康保険料"), ())
    assert index.documents_with(exactly, ALL).tolist() == [0, 1, 3]


def test_scores_are_the_same_for_few_and_for_many_passages(index, monkeypatch) -> None:
    index.replace(ANY, [passage(n, f"保育所の減免 第{n}号") for n in range(30)])
    monkeypatch.setattr(compiling, "MOST_LETTERS", 0)
    asked, passages = plain("保育所 減免"), list(index.search("減免", ALL, 30))
    few = index.scores(asked, ALL, passages)
    monkeypatch.setattr(lexical, "FEW", 5)
    assert len(few) == 30
    assert index.scores(asked, ALL, passages) == few


def test_whoever_asks_for_its_files_while_they_change_finds_all_of_them(index: LexicalIndex) -> None:
    with ThreadPoolExecutor(1) as others:
        writing = others.submit(
            lambda: [index.replace([1], [passage(1, text)]) for text in list(TEXTS.values()) * 3]
        )
        while not writing.done():
            assert index.is_whole()
            assert index.size() > 0
        writing.result()

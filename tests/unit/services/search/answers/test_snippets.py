import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.search.answers.snippets import SNIPPET_CHARACTERS, Highlighter, cut_out, merged
from services.search.query import parse, wanted
from services.search.words.analyzer import WordAnalyzer
from services.search.words.normalizing import normalise
from services.search.words.question import Question, QuestionReader
from services.search.words.synonyms import Synonyms

SPANS = st.lists(st.tuples(st.integers(0, 300), st.integers(1, 20)).map(lambda p: (p[0], p[0] + p[1])))
WORDS = ["水道", "料金", "減免", "ｻｰﾊﾞｰ", "申請\nします", "\t", "が", "第30－1234号", "㈱役場", " ", "。"]
TEXT = st.lists(st.sampled_from(WORDS), max_size=80).map("".join)


def marked(query: str, text: str, analyzer: WordAnalyzer) -> list[str]:
    snippet = Highlighter(query, analyzer).snippet(text)
    return [snippet.text[start:end] for start, end in snippet.highlights]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("サーバ", "サーバーの更新", ["サーバー"]),
        ("申請する", "窓口で申請しました", ["申請し"]),
        ("ｹﾞﾝﾒﾝ", "ゲンメンの申請", ["ゲンメン"]),
        ("料", "料金と給料", ["料", "料"]),
        ("公会計", "地方公会計制度", ["公会計"]),
        ("料金", "水道料\n金の", ["料 金"]),
        ("30-1234", "第30－1234号", ["30－1234"]),
        ("天気", "水道料金", []),
        ("附属 書類", "付属の書類と附属の書類", ["書類", "附属", "書類"]),
        ("附属 廃止", "付属の書類", ["付属"]),
    ],
)
def test_what_was_asked_is_marked_in_any_form(
    query: str, text: str, expected: list[str], analyzer: WordAnalyzer
) -> None:
    assert marked(query, text, analyzer) == expected


@given(TEXT, st.sampled_from(["水道", "料", "サーバー", "30-1234", "(株)", "申請する", "減免 料金"]))
def test_highlights_lie_in_the_snippet_in_order_and_hold_what_was_asked(
    analyzer: WordAnalyzer, text: str, query: str
) -> None:
    snippet = Highlighter(query, analyzer).snippet(text)
    assert len(snippet.text) <= SNIPPET_CHARACTERS
    before = -1
    for start, end in snippet.highlights:
        assert before < start < end <= len(snippet.text)
        before = end
    if len(text) <= SNIPPET_CHARACTERS and (exact := normalise(query)) in normalise(text):
        assert any(exact[0] in normalise(snippet.text[s:e]) for s, e in snippet.highlights)


@given(SPANS)
def test_merged_stretches_cover_the_same_and_stand_apart(spans: list[tuple[int, int]]) -> None:
    result = merged(spans)
    assert {at for a, b in spans for at in range(a, b)} == {at for a, b in result for at in range(a, b)}
    assert all(result[n][1] < result[n + 1][0] for n in range(len(result) - 1))


@given(st.text("あ\n\tい", max_size=600), SPANS)
def test_a_snippet_is_a_stretch_of_the_text_with_blanks_for_line_ends(
    text: str, spans: list[tuple[int, int]]
) -> None:
    spans = merged((a, min(b, len(text))) for a, b in spans if a < len(text))
    snippet = cut_out(text, spans)
    assert snippet.text in text.replace("\n", " ").replace("\t", " ")
    assert all(0 <= a < b <= len(snippet.text) for a, b in snippet.highlights)
    assert bool(spans) == bool(snippet.highlights)


def test_a_late_hit_is_in_the_snippet() -> None:
    text = "あ" * 380 + "減免"
    snippet = cut_out(text, [(380, 382)])
    assert [snippet.text[a:b] for a, b in snippet.highlights] == ["減免"]


@pytest.fixture
def reader(engine, analyzer: WordAnalyzer) -> QuestionReader:
    synonyms = Synonyms(engine, analyzer)
    synonyms.put([["市民局", "市民部"]])
    return QuestionReader(synonyms)


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ('"道料"', "水道料金の水道", ["道料"]),
        ("水道*減免", "水道料金の減免。水道。減免", ["水道料金の減免"]),
        ("減?申請 OR ない", "減免申請と減額の申請", ["減免申請"]),
        ("市民局 OR ない", "市民部の係", ["市民部"]),
        ("市民局の案内", "市民部の案内", ["市民部", "案内"]),
        ("きょうと", "東京都から京都へ", ["京都"]),
        ("すいどうりょうきん", "水道料金の減免", ["水道料金"]),
        ("水道 -減免", "水道料金の減免", ["水道"]),
        ("title:水道 料金", "水道料金の減免", ["料金"]),
        ("渡邉", "渡辺と渡邊", ["渡辺", "渡邊"]),
        ("斉藤 OR ない", "齋藤と斎藤", ["齋藤", "斎藤"]),
        ("title:水道", "水道料金", []),
    ],
)
def test_the_parts_of_a_question_are_marked(
    query: str, text: str, expected: list[str], reader: QuestionReader, analyzer: WordAnalyzer
) -> None:
    snippet = Highlighter(reader.read(query), analyzer).snippet(text)
    assert [snippet.text[start:end] for start, end in snippet.highlights] == expected


@given(TEXT, st.sampled_from(["水道*料金", "料?申", '"道料"', "-減免 AND 第?0", "すいどう|役場", "㈱*が"]))
def test_marks_of_any_tree_lie_in_the_snippet(analyzer: WordAnalyzer, text: str, query: str) -> None:
    tree = parse(query)
    snippet = Highlighter(Question(wanted(tree), tree), analyzer).snippet(text)
    before = -1
    for start, end in snippet.highlights:
        assert before < start < end <= len(snippet.text)
        before = end

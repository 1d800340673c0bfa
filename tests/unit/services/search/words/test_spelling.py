import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.search.tables import passage_number
from services.search.words.lexical import Filter, IndexedPassage, LexicalIndex
from services.search.words.question import QuestionReader, plain
from services.search.words.spelling import FAR, Speller, distance
from services.search.words.synonyms import Synonyms

TEXTS = {
    1: "水道料金の減免を申請する方は窓口へ。国民健康保険の手続。",
    2: "サーバーの更新。server のコンピューター。",
    3: "固定資産税の納付書。介護保険。",
}
SECRET = "極秘の懲戒処分。人事異動の内示。"
EVERYONE, STAFF = Filter(frozenset({1, 2})), Filter(frozenset({1}))


@pytest.fixture
def index(tmp_path, analyzer, writer) -> LexicalIndex:
    index = LexicalIndex(tmp_path / "index", analyzer, writer)
    passages = [IndexedPassage(passage_number(n, 0), n, 1, "txt", 0, "題", text) for n, text in TEXTS.items()]
    index.replace([], [*passages, IndexedPassage(passage_number(9, 0), 9, 2, "txt", 0, "題", SECRET)])
    return index


@pytest.fixture
def suggest(index, engine, analyzer):
    speller, reader = Speller(index, analyzer), QuestionReader(Synonyms(engine, analyzer))

    def suggest(query: str, allowed: Filter = STAFF, can_see=bool) -> str | None:
        return speller.suggest(query, reader.read(query), allowed, can_see)

    return suggest


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("減面", "減免"),
        ("水道料金の減面", "水道料金の減免"),
        ("水道料金 減面", "水道料金 減免"),
        ("サーパー", "サーバー"),
        ("こんぴゅうたー", None),
        ("コンピュレーター", "コンピューター"),
        ("sevrer", "server"),
        ("固定試算税", "固定資産税"),
        ("減面 AND 水道", "減免 AND 水道"),
        ("title:減面 OR 減面 OR 減面", "title:減面 OR 減免 OR 減免"),
        ("減免", None),
        ("減免の申請", None),
        ("サーバ", None),
        ("げんめん", None),
        ("水道の申請", None),
        ("水道保険", None),
        ("申請先", None),
        ("国民健康保倹", "国民健康保険"),
        ("三面", None),
        ("何面", None),
        ('"減面"', None),
        ("-減面", None),
        ("", None),
        ("🏯", None),
        ("\x00", None),
        ("減面" * 200, None),
    ],
)  # fmt: skip
def test_what_was_meant(suggest, query: str, meant: str | None) -> None:
    assert suggest(query) == meant


@pytest.mark.parametrize("query", ["懲戒諸分", "人事移動の無い字", "人事移動", "内字"])
def test_a_suggestion_tells_nothing_of_what_may_not_be_seen(suggest, index, query: str) -> None:
    assert suggest(query) is None
    assert suggest(query, Filter(frozenset())) is None
    assert suggest("人事移動", EVERYONE) == "人事異動"
    index.replace([9], [])
    assert suggest(query, EVERYONE) is None


def test_filters_of_the_query_hold_too(suggest) -> None:
    assert suggest("減面", Filter(frozenset({1}), frozenset({"pdf"}))) is None


def test_what_was_closed_since_it_was_indexed_is_not_suggested(suggest) -> None:
    asked: list[set[int]] = []
    assert suggest("減面", can_see=lambda documents: bool(asked.append(documents))) is None
    assert asked == [{1}]


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_symmetric_and_nothing_between_equals(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert distance(one, other) <= max(len(one), len(other))


@pytest.mark.parametrize(
    ("one", "other", "letters"), [("ab", "ba", 1), ("abc", "ac", 1), ("abc", "adc", 1), ("abc", "xyz", 3)]
)
def test_distance(one: str, other: str, letters: int) -> None:
    assert distance(one, other) == letters
    assert distance(one, other, letters - 1) == FAR


def test_a_plain_question_is_corrected_too(index, analyzer) -> None:
    assert Speller(index, analyzer).suggest("減面", plain("減面"), STAFF, bool) == "減免"

import pytest

from common.errors import BadRequest
from services.search.words.synonyms import Synonyms, others_of


@pytest.fixture
def synonyms(engine, analyzer) -> Synonyms:
    synonyms = Synonyms(engine, analyzer)
    synonyms.put([["市民局", "市民部"], ["マイナ", "マイナンバーカード", "個人番号カード"]])
    return synonyms


def test_a_word_has_the_other_names_of_its_groups() -> None:
    assert others_of([["a", "b"], ["Ｂ", "c"], ["d", "D"]]) == {"a": ["b"], "b": ["a", "c"], "c": ["Ｂ"]}


def test_words_in_a_text_are_found_where_words_begin_and_end(synonyms: Synonyms) -> None:
    assert synonyms.within("ﾏｲﾅの申請") == {"マイナ": ["マイナンバーカード", "個人番号カード"]}
    assert synonyms.within("マイナスの金利") == {}
    assert list(synonyms.within("マイナンバーカードと市民局")) == ["マイナンバーカード", "市民局"]


def test_whole_words_alone_are_widened_in_a_tree(synonyms: Synonyms) -> None:
    assert synonyms.of(["市民局", "市民局長"]) == {"市民局": ["市民部"]}


def test_more_groups_than_are_looked_up_are_refused(synonyms: Synonyms) -> None:
    before = synonyms.groups()
    with pytest.raises(BadRequest, match="10,000行まで"):
        synonyms.change([[f"語{number}", f"別名{number}"] for number in range(10_000)], [])
    assert synonyms.groups() == before
    assert synonyms.change([["語", "別名"]], before) == [["語", "別名"]]
    assert synonyms.of(["語", "市民局"]) == {"語": ["別名"]}


def test_they_outlive_a_restart_and_are_replaced_as_a_whole(synonyms: Synonyms, engine, analyzer) -> None:
    again = Synonyms(engine, analyzer)
    assert again.groups() == synonyms.groups()
    again.put([])
    assert (again.groups(), again.of(["市民局"]), Synonyms(engine, analyzer).groups()) == ([], {}, [])

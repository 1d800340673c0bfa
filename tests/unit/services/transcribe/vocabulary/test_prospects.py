import pytest

from services.transcribe.vocabulary.entries import Entry
from services.transcribe.vocabulary.prospects import SURE, Prospects

TOWN = Entry(written="柚木町", reading="ユノキチョウ", kind="地名")
NAME = Entry(written="蓮見", reading="ハスミ", kind="人名")
UNSURE = SURE - 0.05


@pytest.mark.parametrize(
    ("text", "confidence", "worth"),
    [
        ("育ノ木町は二か所です。", UNSURE, True),
        ("育ノ木町は二か所です。", SURE, False),
        ("来月の会議は午後からです。", UNSURE, False),
        ("柚木町は二か所です。", UNSURE, False),
        ("道路課の端です。", UNSURE, True),
    ],
    ids=["hidden", "sure", "nothing like it", "written right", "where a name stands"],
)
def test_a_sentence_is_heard_again_for_a_word_that_may_be_hidden_in_it(text, confidence, worth, dictionary):
    assert Prospects(dictionary).worth([(text, confidence)], [TOWN, NAME]) == [worth]


def test_the_less_sure_the_farther_a_word_may_be(dictionary):
    prospects = Prospects(dictionary)
    asked = [
        (confidence, prospects.worth([("夕の機長は二か所です。", confidence)], [TOWN])[0])
        for confidence in (0.84, 0.3)
    ]
    assert asked[-1][1]
    assert [worth for _, worth in asked] == sorted(worth for _, worth in asked)


def test_without_a_vocabulary_nothing_is_worth_it(dictionary):
    assert Prospects(dictionary).worth([("育ノ木町です。", 0.1), ("", 0.0)], []) == [False, False]

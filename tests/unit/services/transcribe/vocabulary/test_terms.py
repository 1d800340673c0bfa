import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.errors import BadRequest
from services.transcribe.vocabulary.terms import MAX_CHARACTERS, MAX_TERMS, PROMPT_CHARACTERS, hotwords, terms


def test_terms_are_separated_by_commas_of_both_widths_and_by_lines():
    assert terms("みどり市,田中、高橋\r\n地域交流センター，\n") == [
        "みどり市",
        "田中",
        "高橋",
        "地域交流センター",
    ]


def test_a_term_given_twice_counts_once_at_its_first_place():
    assert terms("b,a,b") == ["b", "a"]


def test_control_characters_are_dropped():
    assert terms("み\x00どり") == ["みどり"]


def test_no_vocabulary_is_no_hotwords():
    assert terms(None) == []
    assert hotwords([]) is None


def test_only_the_first_terms_reach_the_model():
    many = [f"用語{n}" for n in range(10_000)]
    taken = hotwords(many).split("、")
    assert taken == many[: len(taken)]
    assert PROMPT_CHARACTERS - 10 < len("、".join(taken)) <= PROMPT_CHARACTERS


def test_too_many_terms_are_refused():
    with pytest.raises(BadRequest):
        terms(",".join(map(str, range(MAX_TERMS + 1))))
    with pytest.raises(BadRequest):
        terms("あ" * (MAX_CHARACTERS + 1))


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8), max_size=20))
def test_distinct_terms_survive_the_round_trip(words):
    distinct = list(dict.fromkeys(words))
    assert terms("\n".join(words)) == distinct
    assert terms(hotwords(distinct)) == distinct

"""What Sudachi's dictionary says of words that may be names."""

import pytest

from common.japanese.name_words import (
    GIVEN_NAME,
    SURNAME,
    is_only_surname,
    is_other_word,
    is_surname,
    may_be_given,
    readings,
)


def test_a_surname_may_be_a_place_besides() -> None:
    assert is_surname("黒川")
    assert not is_only_surname("黒川")
    assert is_only_surname("飯尾")
    assert not is_surname("会議")


def test_what_can_be_a_given_name_is_known_as_one_or_not_known_at_all() -> None:
    assert may_be_given("太郎")
    assert may_be_given("太久真")
    assert not may_be_given("会議")


def test_readings_are_of_the_kind_asked_for() -> None:
    assert "トオル" in readings("通", GIVEN_NAME)
    assert readings("渡辺", SURNAME) == {"ワタナベ"}


@pytest.mark.parametrize("word", ["", "\ud800", "山" * 100])
def test_what_no_dictionary_holds_is_no_name(word: str) -> None:
    assert not is_surname(word)
    assert not is_other_word(word)


def test_a_word_is_other_where_nobody_is_called_so() -> None:
    assert is_other_word("会議")
    assert not is_other_word("通")

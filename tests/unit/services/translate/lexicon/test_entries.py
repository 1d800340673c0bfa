"""What the dictionary holds."""

import re

import pytest

from services.translate.lexicon.entries import NONE, Entry, dictionary, from_english, from_japanese
from services.translate.simplified import simplified_forms

KANA = re.compile(r"[\u3041-\u30fa]")
HAN = re.compile(r"[\u3400-\u9fff]")


def test_every_line_is_an_entry_in_three_languages_and_no_word_stands_twice() -> None:
    found = list(from_japanese())
    assert len(found) > 70_000
    assert len({entry.ja for entry in found}) == len(found)
    for entry in found:
        assert all(word and word == word.strip() for word in entry), entry
        assert len(entry.ja) > 1, entry
        assert KANA.search(entry.ja) or HAN.search(entry.ja), entry
        assert not KANA.search(entry.en + entry.zh), entry
        assert not HAN.search(entry.en), entry
        assert entry.zh == simplified_forms(entry.zh), entry
        assert not re.search(r"\d", "".join(entry)), entry


@pytest.mark.parametrize(
    ("source", "target", "word", "meant"),
    [
        ("ja", "en", "安全弁", "safety valve"),
        ("ja", "zh", "粗大ごみ", "大件垃圾"),
        ("en", "ja", "residence card", "在留カード"),
        ("en", "ja", "California", "カリフォルニア"),
    ],
)
def test_words_are_found_in_either_direction(source: str, target: str, word: str, meant: str) -> None:
    assert getattr(dictionary(source)[word], target) == meant


@pytest.mark.parametrize(
    ("word", "entry"),
    [("可能性", Entry("可能性", NONE, NONE)), ("竹島", Entry("竹島", "Takeshima", NONE))],
)
def test_what_depends_on_the_context_has_no_translation(word: str, entry: Entry) -> None:
    assert dictionary("ja")[word] == entry


def test_every_line_from_english_is_a_word_in_two_languages() -> None:
    found = list(from_english())
    assert len(found) > 59_000
    assert len({entry.en for entry in found}) == len(found)
    for entry in found:
        assert re.fullmatch(r"[A-Za-z\u00c0-\u024f .'-]+", entry.en), entry
        assert KANA.search(entry.ja) or HAN.search(entry.ja), entry


@pytest.mark.parametrize("word", ["tank", "the country", "OPEC", "will", "December"])
def test_english_is_not_searched_for_what_means_many_things_or_stays(word: str) -> None:
    assert word not in dictionary("en")


def test_the_usual_word_is_taken_where_japanese_has_several() -> None:
    known = dictionary("en")
    assert [known[word].ja for word in ("China", "India", "France")] == ["中国", "インド", "フランス"]


@pytest.mark.parametrize(("word", "is_name"), [("Fallujah", True), ("crude oil", False)])
def test_names_are_those_with_capitals(word: str, is_name: bool) -> None:
    assert Entry("語", word).is_name == is_name

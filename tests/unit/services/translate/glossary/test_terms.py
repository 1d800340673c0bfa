import pytest

from services.translate.glossary.terms import put_in, relevant, terms_of, unheeded


def found(terms: dict[str, str], text: str, code: str = "ja") -> list[str]:
    return [term.source for term in relevant(terms_of(terms), text, code)]


@pytest.mark.parametrize(
    ("terms", "text", "code", "expected"),
    [
        ({"市": "city", "市民課": "Division", "税": "tax"}, "市民課へ", "ja", ["市民課"]),
        ({"市": "city", "市民課": "Division"}, "市の市民課へ", "ja", ["市民課", "市"]),
        ({"tax": "税"}, "a taxi and a Tax", "en", ["tax"]),
        ({"tax": "税"}, "a taxi", "en", []),
        ({}, "市民課へ", "ja", []),
    ],
)
def test_a_term_counts_where_it_stands_by_itself(terms, text, code, expected):
    assert found(terms, text, code) == expected


def test_the_first_of_two_entries_for_a_word_counts():
    own, shared = terms_of({"税": "tax"}), terms_of({"税": "levy"})
    assert relevant([*own, *shared], "税です", "ja") == own


def test_terms_are_put_into_the_text_once():
    terms = relevant(terms_of({"市": "city", "市民課": "city hall (市)"}), "市民課は市の課", "ja")
    assert put_in(terms, "市民課は市の課", "ja") == "city hall (市)はcityの課"


def test_capitals_and_blanks_do_not_matter():
    (term,) = terms_of({"税": "City Tax"})
    assert unheeded([term], "About city\n tax") == ()
    assert unheeded([term], "About money") == (term,)


def test_ten_thousand_terms_are_looked_through_at_once():
    terms = terms_of({f"用語{number:05}": f"term {number}" for number in range(10_000)})
    assert [term.target for term in relevant(terms, "用語04321と用語09999の説明", "ja")] == [
        "term 4321",
        "term 9999",
    ]

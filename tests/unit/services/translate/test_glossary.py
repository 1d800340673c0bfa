from services.translate.glossary import relevant, unheeded


def test_only_terms_of_the_text_count_longest_first() -> None:
    terms = {"市": "city", "市民課": "Citizens' Division", "税": "tax"}
    assert relevant(terms, "市民課へ") == (("市民課", "Citizens' Division"), ("市", "city"))


def test_capitals_do_not_matter() -> None:
    assert unheeded({"税": "tax"}, "税について", "Tax matters") == []
    assert unheeded({"税": "tax"}, "税について", "Money matters") == ["税"]

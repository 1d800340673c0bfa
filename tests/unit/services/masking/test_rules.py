"""A city's own words and patterns."""

from pathlib import Path

import pytest

from common.errors import BadRequest
from services.masking.analyzer import Analyzer
from services.masking.recognizers.own import OwnRecognizer
from services.masking.rules import Rules, load_rules

FILE = """
allow = ["03-3581-5521"]
also = ["COMPANY"]
deny = [{ word = "青空の会" }]

[[pattern]]
name = "職員番号"
kind = "EMPLOYEE_NUMBER"
expression = "(?<![0-9])9[0-9]{5}(?![0-9])"
score = 0.3
context = ["担当"]
"""


@pytest.fixture(scope="module")
def own(patterns: Analyzer, tmp_path_factory: pytest.TempPathFactory) -> Analyzer:
    file = tmp_path_factory.mktemp("rules") / "rules.toml"
    file.write_text(FILE, encoding="utf-8")
    rules = load_rules(file)
    for pattern in rules.pattern:
        patterns.engine.registry.add_recognizer(OwnRecognizer(pattern))
    return Analyzer(patterns.engine, rules)


def kinds(analyzer: Analyzer, text: str) -> list[tuple[str, str]]:
    return [(d.kind, text[d.start : d.end]) for d in analyzer.analyze(text)]


def test_an_allowed_word_is_never_found(own: Analyzer) -> None:
    assert kinds(own, "電話 ０３－３５８１－５５２１、03-3581-5522") == [("PHONE_NUMBER", "03-3581-5522")]


def test_a_denied_word_is_found_everywhere(own: Analyzer) -> None:
    assert kinds(own, "主催は青空の会です") == [("OTHER", "青空の会")]


def test_an_own_pattern_is_raised_by_its_own_words(own: Analyzer) -> None:
    assert kinds(own, "担当 ９０１２３４") == [("EMPLOYEE_NUMBER", "９０１２３４")]
    assert kinds(own, "冊数 ９０１２３４") == []


def test_companies_are_found_only_where_asked_for(own: Analyzer, patterns: Analyzer) -> None:
    assert kinds(own, "株式会社青空商事が施工") == [("COMPANY", "株式会社青空商事")]
    assert kinds(patterns, "株式会社青空商事が施工") == []
    assert [d.kind for d in patterns.analyze("県立青空高等学校の生徒", kinds=["SCHOOL"])] == ["SCHOOL"]


@pytest.mark.parametrize(
    "text", ["allow = 1", "unknown = []", '[[pattern]]\nname = "x"\nexpression = "("', "="]
)
def test_rules_that_cannot_be_read_say_which_file(tmp_path: Path, text: str) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadRequest, match=r"rules\.toml"):
        load_rules(file)


def test_without_a_file_there_are_no_rules() -> None:
    assert load_rules(None) == Rules()

"""A city's own words and patterns."""

from pathlib import Path

import pytest

from common.errors import BadRequest
from services.masking.analyzer import Analyzer
from services.masking.expressions import spans
from services.masking.rule_file import RuleFile, load_rule_file, parse_rules
from services.masking.rule_lines import line_of

FILE = """
allow = ["03-3581-5521"]
also = ["COMPANY"]
deny = [{ word = "青空の会" }]

[[pattern]]
name = "職員番号"
kind = "EMPLOYEE_NUMBER"
expression = "(?<![0-9])9[0-9]{5}(?![0-9])"
example = "９０１２３４"
score = 0.3
context = ["担当"]
"""
ENDLESS = "(a|a|b?a)+$"


@pytest.fixture(scope="module")
def own(patterns: Analyzer, tmp_path_factory: pytest.TempPathFactory) -> Analyzer:
    file = tmp_path_factory.mktemp("rules") / "rules.toml"
    file.write_text(FILE, encoding="utf-8")
    return Analyzer(patterns.engine, load_rule_file(file).rules)


def kinds(analyzer: Analyzer, text: str) -> list[tuple[str, str]]:
    return [(d.kind, text[d.start : d.end]) for d in analyzer.analyze(text)]


def test_an_allowed_word_is_never_found(own: Analyzer) -> None:
    assert kinds(own, "電話 ０３－３５８１－５５２１、03-3581-5522") == [("PHONE_NUMBER", "03-3581-5522")]


def test_a_denied_word_is_found_everywhere(own: Analyzer) -> None:
    assert kinds(own, "主催は青空の会です") == [("OTHER", "青空の会")]


def test_an_own_pattern_is_raised_by_its_own_words(own: Analyzer) -> None:
    assert kinds(own, "担当 ９０１２３４") == [("EMPLOYEE_NUMBER", "９０１２３４")]
    assert kinds(own, "冊数 ９０１２３４") == []


def test_a_pattern_says_which_it_is_and_its_kind_may_be_asked_for(patterns: Analyzer) -> None:
    rules = parse_rules('[[pattern]]\nname = "会員"\nexpression = "M-[0-9]{4}"', "a")
    own = Analyzer(patterns.engine, rules)
    (found,) = own.analyze("会員 m-1234", kinds=["OTHER"])
    assert (found.why, found.score) == ("独自の形「会員」", 0.6)
    assert "OTHER" in own.kinds and "OTHER" not in patterns.kinds
    assert patterns.analyze("会員 m-1234") == []


def test_companies_are_found_only_where_asked_for(own: Analyzer, patterns: Analyzer) -> None:
    assert kinds(own, "株式会社青空商事が施工") == [("COMPANY", "株式会社青空商事")]
    assert kinds(patterns, "株式会社青空商事が施工") == []
    assert [d.kind for d in patterns.analyze("県立青空高等学校の生徒", kinds=["SCHOOL"])] == ["SCHOOL"]


def test_a_pattern_that_never_ends_is_named_and_not_passed_over() -> None:
    with pytest.raises(BadRequest, match="形「果てなし」は照合に時間"):
        spans("果てなし", ENDLESS, "a" * 60 + "c", 0.2)


PATTERN = '\n[[pattern]]\nname = "x"\n'


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("allow = 1", 1, "allow の値の形"),
        ('allow = []\n\nunknown = ["a"]', 3, "unknown という項目はありません。使えるのは allow、also"),
        (
            'deny = [\n  { word = "a" },\n  { word = "b", kind = "NAME" },\n]',
            3,
            "「NAME」という種類はありません",
        ),
        ('allow = [\n  "a{", # "b"\n  "",\n]', 3, "allow が空です"),
        (f"{PATTERN}expression = '('", 4, "正規表現の1文字目の後が読めません"),
        (f"{PATTERN}expression = 'a*'", 4, "空の文字にも合う"),
        (f"{PATTERN}expression = '{'a' * 501}'", 4, "上限 500"),
        (f"{PATTERN}expression = 'a'{PATTERN}", 5, "expression がありません"),
        (f"{PATTERN}expression = 'a'\nexample = 'b'", 2, "例「b」が expression の形に合いません"),
        (f"{PATTERN}expression = 'a'\nscore = 2", 5, "0 より大きく 1 以下"),
        (f'{PATTERN}expression = "\\d"', 4, "ではなく '…' で囲んで"),
        ("allow = []\nalso = [", 2, "TOML として読めません"),
        ("\n=", 2, "TOML として読めません"),
    ],
)
def test_what_is_wrong_is_told_by_file_and_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadRequest) as refused:
        load_rule_file(file)
    assert refused.value.detail.startswith(f"rules.toml の{line}行目：")
    assert said in refused.value.detail
    assert refused.value.extra == {"line": line}


def test_brackets_without_end_are_refused() -> None:
    with pytest.raises(BadRequest, match="入れ子"):
        parse_rules("allow = " + "[" * 50_000, "a")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match=r"rules\.toml"):
        load_rule_file(tmp_path / "rules.toml")


def test_every_item_has_its_line() -> None:
    text = "allow = ['a',\n  \"b#\"]\ndeny = [{word='{'},\n{word='d'}]\n[[pattern]]\n\n  [[ pattern ]]\n"
    places = [("allow", 0), ("allow", 1), ("deny", 0), ("deny", 1), ("pattern", 0), ("pattern", 1), ("none",)]
    assert [line_of(text, place) for place in places] == [1, 2, 3, 4, 5, 7, 1]


def test_without_a_file_there_are_no_rules() -> None:
    assert load_rule_file(None) == RuleFile()

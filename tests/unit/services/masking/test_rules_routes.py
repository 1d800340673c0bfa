"""The rules shown and tried through the API."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from common.settings import SandboxSettings
from services.masking.analyzer import Analyzer
from services.masking.rule_file import RuleFile, parse_rules
from services.masking.rules_routes import view
from services.masking.trying import attempt, read_trial

FILE = """
allow = ["03-3581-5521"]
also = ["COMPANY"]
deny = [{ word = "青空の会" }]

[[pattern]]
name = "職員番号"
kind = "EMPLOYEE_NUMBER"
expression = "9[0-9]{5}"
example = "９０１２３４"
"""
ENDLESS = "(a|a|b?a)+$"


def tried(patterns: Analyzer, text: str, rules: str, present: str = "") -> list[tuple[str, str, str]]:
    before = Analyzer(patterns.engine, parse_rules(present, "a"))
    found = attempt(text, before, read_trial(rules, text, SandboxSettings()))
    return [(each.change, each.entity_type, text[each.start : each.end]) for each in found]


def test_what_the_tried_rules_change_is_told_apart(patterns: Analyzer) -> None:
    text = "😀主催は青空の会、電話 03-3581-5521、mail a@b.example.jp、整理番号 A-77"
    rules = """
allow = ["03-3581-5521"]
[[pattern]]
name = "整理番号"
kind = "EMPLOYEE_NUMBER"
expression = 'A-[0-9]{2}'
"""
    assert tried(patterns, text, rules, 'deny = [{ word = "青空の会" }]') == [
        ("removed", "OTHER", "青空の会"),
        ("removed", "PHONE_NUMBER", "03-3581-5521"),
        ("same", "EMAIL_ADDRESS", "a@b.example.jp"),
        ("added", "EMPLOYEE_NUMBER", "A-77"),
    ]


def test_a_pattern_that_never_ends_is_refused_by_its_name(patterns: Analyzer) -> None:
    rules = f"[[pattern]]\nname = '果てなし'\nexpression = '{ENDLESS}'"
    with pytest.raises(Exception, match="形「果てなし」は照合に時間がかかりすぎます"):
        tried(patterns, "a" * 60 + "c", rules)


def test_the_loaded_rules_are_shown_with_their_lines() -> None:
    shown = view(RuleFile(name="rules.toml", text=FILE, rules=parse_rules(FILE, "rules.toml")))
    assert (shown.file, shown.text) == ("rules.toml", FILE)
    assert [(each.word, each.line) for each in shown.allow] == [("03-3581-5521", 2)]
    assert [(each.word, each.label, each.line) for each in shown.deny] == [("青空の会", "その他", 4)]
    (pattern,) = shown.pattern
    assert (pattern.name, pattern.label, pattern.example, pattern.line) == (
        "職員番号",
        "職員番号",
        "９０１２３４",
        6,
    )
    assert [each.label for each in shown.also] == ["法人名"]


@pytest.mark.models
def test_rules_are_tried_through_the_api_and_not_kept(client: TestClient, tmp_path: Path) -> None:
    before = client.get("/v1/masking/rules").json()
    assert (before["file"], before["pattern"]) == ("", [])
    body = {"text": "主催は青空の会。申請者 山田太郎", "rules": 'deny = [{ word = "青空の会" }]'}
    found = client.post("/v1/masking/rules/try", json=body).json()
    assert next((each["change"], each["label"], each["why"]) for each in found) == (
        "added",
        "その他",
        "独自の語",
    )
    assert [each["label"] for each in found if each["change"] == "same"] == ["氏名"]
    present = client.post("/v1/masking/rules/try", json={"text": body["text"]}).json()
    assert [(each["change"], each["label"]) for each in present] == [("same", "氏名")]
    assert client.get("/v1/masking/rules").json() == before


@pytest.mark.models
def test_broken_rules_are_refused_with_their_line(client: TestClient) -> None:
    answer = client.post("/v1/masking/rules/try", json={"text": "a", "rules": "allow = []\nalso = 1"})
    assert answer.status_code == 422
    assert answer.json()["line"] == 2
    assert answer.json()["detail"].startswith("試す規則 の2行目：also")

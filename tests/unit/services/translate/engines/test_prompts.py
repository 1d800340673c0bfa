import pytest

from services.translate.engines.base import Hint
from services.translate.engines.prompts import cleaned, turns


def test_the_text_is_the_last_turn_and_stands_alone() -> None:
    *_, (role, content) = turns("窓口です。", "ja", "en", Hint())
    assert (role, content) == ("user", "窓口です。")


def test_terms_and_things_to_keep_are_said() -> None:
    hint = Hint(terms=(("介護保険", "long-term care insurance"),), keep=("078-322-5000",))
    (_, instruction), *_ = turns("介護保険", "ja", "en", hint)
    assert "介護保険 = long-term care insurance" in instruction
    assert "078-322-5000" in instruction


@pytest.mark.parametrize("pair", [("ja", "en"), ("en", "ja"), ("ja", "zh"), ("ja", "ko"), ("vi", "tl")])
def test_every_pair_has_an_instruction(pair: tuple[str, str]) -> None:
    (role, instruction), *_ = turns("x", *pair, Hint())
    assert role == "system"
    assert "{" not in instruction


@pytest.mark.parametrize(
    ("answer", "translation"),
    [
        ("  It is open. ", "It is open."),
        ('"It is open."', "It is open."),
        ("Translation: It is open.\n\nNote: polite.", "It is open."),
        ("译文：开放。", "开放。"),
        ("", ""),
        ("\n\n", ""),
        ("It is op\ufffd", "It is op"),
    ],
)
def test_remarks_labels_and_quotes_are_taken_off(answer: str, translation: str) -> None:
    assert cleaned(answer, "開いています。") == translation


def test_quotes_of_the_source_stay() -> None:
    assert cleaned('"Go."', 'He said "行け"') == '"Go."'

import pytest

from services.translate.engines.base import Hint
from services.translate.engines.prompts import cleaned, instruction, turns


def test_the_text_is_the_last_turn_and_stands_alone() -> None:
    *_, (role, content) = turns("窓口です。", "ja", "en", Hint())
    assert (role, content) == ("user", "窓口です。")


def test_terms_and_things_to_keep_are_said() -> None:
    hint = Hint(terms=(("介護保険", "long-term care insurance"),), keep=("078-322-5000",))
    (_, said), *_ = turns("介護保険", "ja", "en", hint)
    assert said.startswith(instruction("ja", "en"))
    assert "介護保険 = long-term care insurance" in said
    assert "078-322-5000" in said


def test_an_example_of_the_memory_is_a_turn_of_its_own() -> None:
    _, *shown = turns("窓口です。", "ja", "en", Hint(example=("出口です。", "This is the exit.")))
    assert shown == [("user", "出口です。"), ("assistant", "This is the exit."), ("user", "窓口です。")]


@pytest.mark.parametrize("pair", [("ja", "en"), ("en", "ja"), ("ja", "zh"), ("ja", "ko"), ("vi", "tl")])
def test_every_pair_has_an_instruction(pair: tuple[str, str]) -> None:
    (role, said), *_ = turns("x", *pair, Hint())
    assert role == "system"
    assert said == instruction(*pair)
    assert "{" not in said


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
    assert cleaned(answer, "開いています。", "en") == translation


def test_quotes_of_the_source_stay() -> None:
    assert cleaned('"Go."', 'He said "行け"', "en") == '"Go."'


@pytest.mark.parametrize(
    ("answer", "text", "expected"),
    [
        ("fee", "料金", "Fee"),
        ("application and inquiry", "申込みと問合せ", "Application and inquiry"),
        ("The fee is 400 yen.", "料金は400円です。", "The fee is 400 yen."),
        ("e-Tax filing", "電子申告（e-Tax）", "e-Tax filing"),
        ("frequently asked questions", "foire aux questions", "frequently asked questions"),
        ("400 yen", "400円", "400 yen"),
        ('"fee"', "料金", "Fee"),
        ("", "", ""),
    ],
)
def test_english_begins_with_a_capital_where_the_source_has_none(
    answer: str, text: str, expected: str
) -> None:
    assert cleaned(answer, text, "en") == expected


def test_other_languages_begin_as_the_model_says() -> None:
    assert cleaned("e-mail", "メール", "ja") == "e-mail"

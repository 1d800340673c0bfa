"""The pipeline around an engine, watched through one that records what it is asked."""

from collections.abc import Callable, Sequence

import pytest

from common.errors import ModelMissing
from services.translate.engines.base import Hint, Pair, Quality
from services.translate.engines.registry import Engines
from services.translate.flags import Flag
from services.translate.glossary.terms import terms_of
from services.translate.guidance import Guidance
from services.translate.problems import UnknownLanguage, UnservedPair
from services.translate.translator import Translator

Answer = Callable[[str, Hint], str]


class Recorder:
    """An engine that computes its answers by a given function."""

    name = "recorder"

    def __init__(self, answer: Answer, pairs: Sequence[Pair] = (Pair("ja", "en", Quality.DRAFT),)) -> None:
        self._answer = answer
        self._pairs = pairs
        self.asked: list[list[str]] = []

    def pairs(self) -> Sequence[Pair]:
        return self._pairs

    def check(self) -> None:
        pass

    def translate(
        self, texts: Sequence[str], source: str, target: str, hints: Sequence[Hint] | None = None
    ) -> list[str]:
        self.asked.append(list(texts))
        return [
            self._answer(text, hint) for text, hint in zip(texts, hints or [Hint()] * len(texts), strict=True)
        ]


def digits_of(text: str, hint: Hint) -> str:
    return "Line " + "".join(character if character.isdigit() else " " for character in text).strip()


def test_lines_blanks_and_marks_are_where_they_were() -> None:
    translator = Translator(Engines([Recorder(digits_of)]))
    (result,) = translator.translate(["\n　・3月です。\r\n\r\n  4月。5月。\n"], "ja", "en")
    assert result.text == "\n　・Line 3\r\n\r\n  Line 4 Line 5\n"
    assert result.flags == ()


def test_a_sentence_is_asked_once_in_a_call_and_once_in_all() -> None:
    engine = Recorder(digits_of)
    translator = Translator(Engines([engine]))
    translator.translate(["3月。3月。", "3月。\n4月。"], "ja", "en")
    translator.translate(["4月。5月。"], "ja", "en")
    assert [texts for texts in engine.asked if texts] == [["3月。", "4月。"], ["5月。"]]


def test_a_lost_number_is_asked_for_again_and_kept() -> None:
    def forgetful(text: str, hint: Hint) -> str:
        return f"Pay {', '.join(hint.keep)} yen" if hint.keep else "Pay some yen"

    (result,) = Translator(Engines([Recorder(forgetful)])).translate(["2500円です。"], "ja", "en")
    assert result.text == "Pay 2500 yen"
    assert result.flags == ()


def test_what_stays_lost_is_flagged() -> None:
    engine = Recorder(lambda text, hint: "Write to us")
    (result,) = Translator(Engines([engine])).translate(["info@city.jp へ5件。"], "ja", "en")
    assert result.flags == (Flag.NUMBER, Flag.LOST)
    assert len(engine.asked) == 2


def test_items_in_a_row_of_which_one_is_lost_are_asked_for_one_by_one() -> None:
    told = {"受付センター": "Reception Center", "電話 03-0000-0530": "Phone 03-0000-0530"}
    engine = Recorder(lambda text, hint: told.get(text, "Reception Center"))
    (result,) = Translator(Engines([engine])).translate(["受付センター　電話 03-0000-0530"], "ja", "en")
    assert result.text == "Reception Center  Phone 03-0000-0530"
    assert result.flags == ()
    assert engine.asked[-1] == list(told)


def test_full_width_digits_become_half_width_outside_japanese() -> None:
    engine = Recorder(lambda text, hint: "Room ３０１")
    (result,) = Translator(Engines([engine])).translate(["１．　３０１室です。"], "ja", "en")
    assert result.text == "1.　Room 301"


def test_a_glossary_entry_of_the_whole_sentence_needs_no_engine() -> None:
    engine = Recorder(digits_of)
    (result,) = Translator(Engines([engine])).translate(
        ["住民票"], "ja", "en", Guidance(terms_of({"住民票": "resident record"}))
    )
    assert result.text == "resident record"
    assert [texts for texts in engine.asked if texts] == []


def test_terms_reach_the_engine_and_are_part_of_what_is_remembered() -> None:
    def heeding(text: str, hint: Hint) -> str:
        return "About " + " ".join(word for _, word in hint.terms)

    translator = Translator(Engines([Recorder(heeding)]))
    assert (
        translator.translate(["税です。"], "ja", "en", Guidance(terms_of({"税": "tax"})))[0].text
        == "About tax"
    )
    assert (
        translator.translate(["税です。"], "ja", "en", Guidance(terms_of({"税": "levy"})))[0].text
        == "About levy"
    )


def test_the_same_language_is_left_as_it_is() -> None:
    engine = Recorder(digits_of)
    (result,) = Translator(Engines([engine])).translate(["３です"], "ja", "ja")
    assert (result.text, engine.asked) == ("３です", [])


def test_the_first_engine_that_serves_a_pair_is_chosen() -> None:
    first = Recorder(lambda text, hint: "first")
    second = Recorder(lambda text, hint: "second", [Pair("ja", "en"), Pair("ja", "zh")])
    engines = Engines([first, second])
    assert engines.choose("ja", "en") is first
    assert engines.choose("ja", "zh") is second


def test_an_unserved_pair_and_an_unknown_language_say_what_there_is() -> None:
    engines = Engines([Recorder(digits_of, [Pair("ja", "en"), Pair("ja", "zh")])])
    with pytest.raises(UnservedPair) as unserved:
        engines.choose("en", "zh")
    assert unserved.value.extra["available"] == ["ja-en", "ja-zh"]
    with pytest.raises(UnknownLanguage) as unknown:
        engines.choose("ja", "xx")
    assert unknown.value.extra["available"] == ["en", "ja", "zh"]


def test_a_missing_model_is_said_before_any_work() -> None:
    class Absent(Recorder):
        def check(self) -> None:
            raise ModelMissing("absent")

    with pytest.raises(ModelMissing):
        Translator(Engines([Absent(digits_of)])).translate(["はい。"], "ja", "en")


def test_an_engine_sees_western_years_only() -> None:
    engine = Recorder(lambda text, hint: "On November 10, 2026")
    (result,) = Translator(Engines([engine])).translate(["令和8年11月10日です。"], "ja", "en")
    assert engine.asked[0] == ["2026年11月10日です。"]
    assert result.flags == ()

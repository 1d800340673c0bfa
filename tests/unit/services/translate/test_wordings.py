"""Other wordings, around an engine whose answers are computed from what it is asked."""

import re
from collections.abc import Sequence
from functools import partial

from services.translate.engines.base import Hint, Pair
from services.translate.engines.registry import Engines
from services.translate.glossary.terms import terms_of
from services.translate.guidance import NO_GUIDANCE, Guidance
from services.translate.plain.engine import PlainJapaneseEngine
from services.translate.translator import Translator
from services.translate.wordings import alternatives

FRAMES = ("It is {}", "This is {}", "It is {}", "Some of {}", "That is {}", "Here is {}", "There is {}")


class Reworder:
    """Says what is left of a text without its kana in one frame after another; the fourth forgets numbers."""

    name, together, fallback = "reworder", 8, False

    def pairs(self) -> Sequence[Pair]:
        return [Pair("ja", "en")]

    def check(self) -> None:
        pass

    def translate(
        self, texts: Sequence[str], source: str, target: str, hints: Sequence[Hint] | None = None
    ) -> list[str]:
        return [each[0] for each in self.alternatives(texts, source, target, 1)]

    def alternatives(self, texts: Sequence[str], source: str, target: str, number: int) -> list[list[str]]:
        # One text has one wording only.
        return [
            [_framed(frame, text) for frame in FRAMES[: 1 if "一つ" in text else number + 1]]
            for text in texts
        ]


def _framed(frame: str, text: str) -> str:
    left = " ".join(re.findall(r"[A-Za-z0-9]+", text)) or "it"
    return frame.format(re.sub(r"\d+", "them", left) if frame.startswith("Some") else left)


def others(text: str, number: int = 3, guidance: Guidance = NO_GUIDANCE) -> list[str]:
    translator = Translator(Engines([Reworder()]))
    (found,) = alternatives(translator, [text], ["ja"], "en", number, lambda source, target: guidance)
    return found


def test_they_differ_from_the_translation_and_from_each_other_and_keep_its_numbers() -> None:
    assert others("5室です。") == ["This is 5", "That is 5"]


def test_no_more_are_given_than_were_asked_for_or_than_three() -> None:
    assert others("いくつかです。", 1) == ["This is it"]
    assert len(others("いくつかです。", 50)) == 3


def test_the_sentences_and_lines_of_a_text_change_together_and_those_without_another_stay() -> None:
    assert others("　・5室です。\n7一つ。") == ["　・This is 5\nIt is 7", "　・That is 5\nIt is 7"]


def test_terms_of_a_glossary_are_in_all_of_them_and_a_term_alone_has_none() -> None:
    guidance = Guidance(terms_of({"住民票": "RECORD"}))
    assert others("住民票です。", 1, guidance) == ["This is RECORD"]
    assert others("住民票", 2, guidance) == []


def test_there_are_none_of_what_needs_no_engine_or_of_one_that_cannot_reword() -> None:
    assert others("12-34\n") == []
    plain = Translator(Engines([PlainJapaneseEngine()]))
    none = partial(Guidance)
    assert alternatives(plain, ["提出です。"], ["ja"], "ja-Hira", 3, lambda source, target: none()) == [[]]


def test_texts_of_several_languages_have_theirs_in_their_order() -> None:
    translator = Translator(Engines([Reworder()]))
    found = alternatives(
        translator,
        ["a", "5室です。", "6室です。"],
        ["en", "ja", "ja"],
        "en",
        1,
        lambda source, target: NO_GUIDANCE,
    )
    assert found == [[], ["This is 5"], ["This is 6"]]

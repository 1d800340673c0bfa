from collections.abc import Sequence

from services.translate.engines.base import Engine, Pair, Quality
from services.translate.engines.pivot import pivots
from services.translate.plain.engine import PlainJapaneseEngine

ENGINE = PlainJapaneseEngine()


def served(*pairs: Pair) -> dict[tuple[str, str], tuple[Engine, Pair]]:
    return {pair.codes: (ENGINE, pair) for pair in pairs}


def made(pairs: Sequence[Pair]) -> set[tuple[str, str]]:
    return set(pivots(served(*pairs)))


def test_two_steps_by_way_of_english_make_a_pair_whose_quality_nobody_has_measured() -> None:
    found = pivots(served(Pair("ja", "en", Quality.USABLE), Pair("en", "vi")))
    engine, pair = found["ja", "vi"]
    assert (engine.name, pair.via) == (f"{ENGINE.name}+{ENGINE.name}", "en")
    assert pair.quality is Quality.UNMEASURED


def test_a_direct_pair_goes_first() -> None:
    assert made([Pair("ja", "en"), Pair("en", "zh"), Pair("ja", "zh")]) == set()


def test_nothing_comes_back_to_its_own_language_or_leads_to_plain_japanese() -> None:
    assert made([Pair("ja", "en"), Pair("en", "ja"), Pair("en", "ja-Hira"), Pair("zh", "en")]) == {
        ("zh", "ja")
    }


def test_a_poor_step_leads_nowhere() -> None:
    assert made([Pair("ja", "en"), Pair("en", "ko", Quality.POOR)]) == set()

from services.translate.engines.base import Pair, Quality
from services.translate.engines.quality import offered, pair_of

OPTIONS = {
    "codes": {"ja": "jpn_Jpan", "en": "eng_Latn", "vi": "vie_Latn"},
    "quality": {"ja-en": {"label": "usable", "bleu": 22.7, "chrf": 56.1}, "ja-vi": {"label": "unfit"}},
}


def test_measured_pairs_come_with_their_scores_and_unfit_ones_not_at_all() -> None:
    pairs = {pair.codes: pair for pair in offered(OPTIONS)}
    assert pairs["ja", "en"] == Pair("ja", "en", Quality.USABLE, 22.7, 56.1)
    assert ("ja", "vi") not in pairs
    assert pairs["en", "vi"].quality is Quality.UNMEASURED


def test_a_package_of_one_pair_is_offered_unmeasured() -> None:
    assert offered({"source": "en", "target": "ja"}) == [Pair("en", "ja")]


def test_nothing_is_known_of_what_is_not_stated() -> None:
    assert pair_of(OPTIONS, "ja", "en").quality is Quality.USABLE
    assert pair_of({}, "ja", "en").quality is Quality.UNMEASURED


def test_every_quality_has_words_for_people() -> None:
    assert all(quality.label for quality in Quality)

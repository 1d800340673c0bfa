import pytest

from common.errors import BadRequest
from services.transcribe.languages import CODES as KNOWN
from services.transcribe.openai.language_names import CODES, spoken_language


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (None, "ja"),
        ("", "ja"),
        ("ja", "ja"),
        ("ja-JP", "ja"),
        ("EN_us", "en"),
        ("Japanese", "ja"),
        ("auto", "auto"),
    ],
)
def test_a_language_may_be_named_in_several_ways(given, code):
    assert spoken_language(given) == code


@pytest.mark.parametrize(
    ("language", "candidates", "code"),
    [
        (None, ["japanese"], "ja"),
        (None, ["ja", "ja-JP"], "ja"),
        (None, ["ja", "en"], "auto"),
        ("en", ["ja"], "en"),
    ],
)
def test_of_several_candidates_the_model_finds_out(language, candidates, code):
    assert spoken_language(language, candidates) == code


def test_every_name_leads_to_a_language_that_the_models_know():
    assert set(CODES.values()) <= KNOWN


def test_an_unknown_name_is_refused():
    with pytest.raises(BadRequest, match="klingon"):
        spoken_language("klingon")
    with pytest.raises(BadRequest):
        spoken_language(None, ["ja", "klingon"])

import pytest

from common.errors import BadRequest
from services.transcribe.languages import CODES, checked_language


def test_japanese_is_the_default():
    assert checked_language(None) == "ja"
    assert checked_language("  ") == "ja"


def test_case_and_spaces_do_not_matter():
    assert checked_language(" EN ") == "en"
    assert checked_language("auto") == "auto"


def test_an_unknown_language_is_refused_with_the_accepted_ones_named():
    with pytest.raises(BadRequest) as refused:
        checked_language("klingon")
    assert "klingon" in refused.value.detail
    assert "ja（日本語）" in refused.value.detail
    assert {"ja", "en", "auto"} <= set(refused.value.extra["accepted"])


def test_the_codes_are_those_of_the_multilingual_whisper_models():
    from faster_whisper.tokenizer import _LANGUAGE_CODES

    assert set(_LANGUAGE_CODES) - {"yue"} == CODES  # Cantonese came with large-v3 only

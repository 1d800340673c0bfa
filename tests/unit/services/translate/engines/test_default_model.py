"""The language model that `make models` installs, on short sentences."""

from collections.abc import Iterator

import pytest

from common.models import ModelStore
from common.resident import Resident
from common.settings import Settings
from services.translate.engines.language_model import LanguageModel, LanguageModelEngine
from services.translate.engines.quality import offered
from services.translate.engines.registry import Engines
from services.translate.glossary.terms import terms_of
from services.translate.guidance import Guidance
from services.translate.translator import Translator

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def translator() -> Iterator[Translator]:
    settings = Settings()
    store, name = ModelStore(settings.models), settings.translate.model
    model = Resident(name, lambda: LanguageModel(store.folder(name)), idle_seconds=600)
    engine = LanguageModelEngine(name, offered(store.entry(name).options), model, lambda: store.folder(name))
    yield Translator(Engines([engine]))
    model.unload()


def test_japanese_becomes_english_with_its_numbers(translator: Translator) -> None:
    notice = "１．受付時間\n窓口は午前9時から午後5時まで開いています。\n\nTEL 078-322-5000"
    (result,) = translator.translate([notice], "ja", "en")
    heading, sentence, blank, phone = result.text.split("\n")
    assert heading.startswith("1.")
    assert "9" in sentence
    assert "open" in sentence.lower()
    assert (blank, phone) == ("", "TEL 078-322-5000")
    assert result.flags == ()


def test_japanese_becomes_chinese(translator: Translator) -> None:
    (result,) = translator.translate(["明日は図書館が休みです。"], "ja", "zh")
    assert "图书馆" in result.text
    assert result.flags == ()


def test_english_becomes_japanese(translator: Translator) -> None:
    (result,) = translator.translate(["The office is open on Monday."], "en", "ja")
    assert "月曜日" in result.text
    assert result.flags == ()


def test_a_glossary_is_heeded(translator: Translator) -> None:
    guidance = Guidance(terms_of({"介護保険課": "Long-Term Care Insurance Division"}))
    (result,) = translator.translate(["介護保険課へ来てください。"], "ja", "en", guidance)
    assert "Long-Term Care Insurance Division" in result.text

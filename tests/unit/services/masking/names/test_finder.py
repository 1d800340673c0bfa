import pytest

from common.models import ModelStore
from common.settings import Settings
from services.masking.names.finder import NameFinder, names
from services.masking.names.windows import WINDOW
from services.masking.words import words

SPANS = [(0, 1), (1, 1), (1, 3), (3, 4), (4, 6)]


def test_a_name_reaches_as_far_as_it_stays_possible() -> None:
    found = names(SPANS, [0.0, 0.0, 0.9, 0.3, 0.1], reach=0.2)
    assert [(name.start, name.end, name.score) for name in found] == [(1, 4, 0.9)]


def test_a_piece_without_characters_parts_nothing() -> None:
    found = names(SPANS, [0.6, 0.0, 0.7, 0.0, 0.8], reach=0.5)
    assert [(name.start, name.end) for name in found] == [(0, 3), (4, 6)]


@pytest.fixture(scope="module")
def finder() -> NameFinder:
    settings = Settings()
    return NameFinder(ModelStore(settings.models).folder(settings.masking.model))


@pytest.mark.models
@pytest.mark.parametrize("text", ["", "\n\n", "🎌🎌", "\u200f\u200e", "ــ" * WINDOW, "(" * 3 * WINDOW])
def test_text_without_names_has_none(finder: NameFinder, text: str) -> None:
    assert [name for name in finder.find(text, words(text)) if name.score >= 0.5] == []


@pytest.mark.models
def test_a_name_far_down_a_long_text_is_in_its_place(finder: NameFinder) -> None:
    text = "議事は予定のとおり進行した。\n" * 100 + "続いて佐藤花子が意見を述べた。"
    (found,) = [name for name in finder.find(text, words(text)) if name.score >= 0.5]
    assert text[found.start : found.end] == "佐藤花子"

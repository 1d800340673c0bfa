import pytest

from common.models import ModelStore
from common.settings import Settings
from services.transcribe.hearing.kana_tokens import END, not_kana

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def tokenizer():
    from tokenizers import Tokenizer

    settings = Settings()
    return Tokenizer.from_file(
        str(ModelStore(settings.models).folder(settings.transcribe.model) / "tokenizer.json")
    )


def test_every_kana_can_be_written_and_nothing_else(tokenizer):
    banned = set(not_kana(tokenizer))
    kana = "".join(map(chr, [*range(ord("ぁ"), ord("ゖ") + 1), *range(ord("ァ"), ord("ヺ") + 1)])) + "ー。"
    for character in kana:
        assert banned.isdisjoint(tokenizer.encode(character, add_special_tokens=False).ids), character
    for other in ("漢", "A", "5", "、", " ", "한", "％"):
        assert banned & set(tokenizer.encode(other, add_special_tokens=False).ids), other
    assert tokenizer.token_to_id(END) not in banned
    assert tokenizer.token_to_id("<|ja|>") in banned

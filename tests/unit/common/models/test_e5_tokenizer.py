import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from common.models.e5_tokenizer import tokenizer_json
from common.models.nano_e5 import Vocabulary

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "役所", "役", "所", "▁市", "(", ")", "株", "～", "<mask>"]
VOCABULARY = Vocabulary(PIECES, [0, 0, 0, 0, -2, -3, -5, -5, -3, -4, -4, -4, -4, 0], 0, 2, 1, 3)


@pytest.fixture(scope="module")
def tokenizer():
    return Tokenizer.from_str(tokenizer_json(VOCABULARY, 8))


def test_text_is_cut_into_the_likeliest_pieces_between_the_end_marks(tokenizer):
    assert tokenizer.encode("市役所").tokens == ["<s>", "▁市", "役所", "</s>"]


def test_compatibility_characters_are_folded(tokenizer):
    assert tokenizer.encode("㈱").tokens == ["<s>", "▁", "(", "株", ")", "</s>"]


def test_the_full_width_tilde_survives(tokenizer):
    assert "～" in tokenizer.encode("～").tokens


def test_control_characters_vanish_and_odd_spaces_become_one_space(tokenizer):
    assert tokenizer.normalizer.normalize_str("役\u0001所") == "役所"
    assert tokenizer.normalizer.normalize_str("役\u200b\t\u3000 所") == "役 所"


def test_a_long_text_is_cut_to_the_models_length(tokenizer):
    assert len(tokenizer.encode("役所" * 50).ids) == 8


def test_the_same_vocabulary_gives_the_same_bytes():
    assert tokenizer_json(VOCABULARY, 8) == tokenizer_json(VOCABULARY, 8)
    assert json.loads(tokenizer_json(VOCABULARY, 8))["model"]["unk_id"] == 3


LETTERS = ["L", "N", "P"]
ORDINARY = st.characters(categories=LETTERS, max_codepoint=0x9FFF) | st.characters(
    categories=LETTERS, min_codepoint=0xFF00, max_codepoint=0xFFEF, exclude_characters=["～"]
)


@given(text=st.text(ORDINARY))
def test_ordinary_text_is_normalised_by_nfkc(tokenizer, text):
    expected = unicodedata.normalize("NFKC", text)
    if "  " not in expected:
        assert tokenizer.normalizer.normalize_str(text) == expected

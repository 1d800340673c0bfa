import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.search.words.normalizing import normalise, normalise_located

JAPANESE = st.text(st.sampled_from("ｶﾞﾊﾟアがか\u3099漢字ＡａＺ１①㈱ーｰ-－−〜～ \n\t½ﬁé\u0301한"), max_size=40)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ﾊﾟｿｺﾝ", "パソコン"),
        ("ＡＢＣ１２３", "abc123"),
        ("か\u3099", "が"),
        ("㈱", "(株)"),
        ("30－1234", "30-1234"),
        ("30−1234", "30‐1234"),
        ("9〜17時", "9～17時"),
    ],
)
def test_variants_of_a_text_have_one_normal_form(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@given(st.one_of(JAPANESE, st.text(max_size=60)))
def test_every_normal_character_knows_where_it_came_from(text: str) -> None:
    located = normalise_located(text)
    assert located.text == normalise(text)
    assert len(located.spans) == len(located.text)
    assert all(0 <= start < end <= len(text) for start, end in located.spans)
    assert located.spans == sorted(located.spans)


@given(JAPANESE)
def test_the_original_of_a_stretch_has_the_same_normal_form(text: str) -> None:
    located = normalise_located(text)
    for at, character in enumerate(located.text):
        start, end = located.original(at, at + 1)
        assert character in normalise(text[start:end])


@given(st.text("あいう漢字カナabc123", max_size=30))
def test_plain_text_is_its_own_normal_form(text: str) -> None:
    assert normalise(text) == unicodedata.normalize("NFKC", text)

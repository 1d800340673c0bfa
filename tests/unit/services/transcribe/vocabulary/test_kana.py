import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.vocabulary.kana import is_reading, katakana, morae

KATAKANA = st.text(st.characters(min_codepoint=ord("ァ"), max_codepoint=ord("ヴ")), max_size=12)


@pytest.mark.parametrize(
    ("written", "reading"),
    [("みどりし", "ミドリシ"), ("ﾐﾄﾞﾘｼ", "ミドリシ"), ("ゔぁん", "ヴァン"), ("ミドリ・シ", "ミドリシ")],
)
def test_any_kana_becomes_full_width_katakana(written, reading):
    assert katakana(written) == reading
    assert is_reading(reading)


@pytest.mark.parametrize("text", ["", "みどり", "緑", "ABC", "ーシ", "ャク", "ミドリ1"])
def test_what_is_no_katakana_reading(text):
    assert not is_reading(text)


@pytest.mark.parametrize(
    ("reading", "beats"),
    [
        ("ショウジ", ("ショ", "ー", "ジ")),
        ("オオマガリ", ("オ", "ー", "マ", "ガ", "リ")),
        ("テイコク", ("テ", "ー", "コ", "ク")),
        ("チヅ", ("チ", "ズ")),
        ("イイ", ("イ", "ー")),
        ("アイウ", ("ア", "イ", "ウ")),
        ("キップ", ("キ", "ッ", "プ")),
    ],
)
def test_the_beats_are_those_that_are_heard(reading, beats):
    assert morae(reading) == beats


@given(KATAKANA)
def test_a_longer_reading_begins_with_the_beats_of_a_shorter(reading):
    whole = morae(reading)
    for end in range(len(reading)):
        if reading[end : end + 1] not in "ァィゥェォャュョヮ":
            assert whole[: len(morae(reading[:end]))] == morae(reading[:end])


@given(KATAKANA)
def test_hiragana_sounds_like_katakana(reading):
    hiragana = "".join(chr(ord(c) - 0x60) if c <= "ヶ" else c for c in reading)
    assert morae(katakana(hiragana)) == morae(reading)

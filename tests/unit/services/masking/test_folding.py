import unicodedata
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.masking.folding import fold, search_key

JAPANESE = st.text(st.sampled_from("山田髙﨑𠮷㈱①ｱﾀﾞﾊﾟ０９－ー‐　 \n\tAaé(）〒か\u3099"), max_size=40)


@given(JAPANESE | st.text(max_size=40))
def test_every_folded_character_comes_from_a_stretch_of_the_original(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= s < e <= len(text) for s, e in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)


@given(JAPANESE)
def test_the_stretches_cover_the_original_without_gaps_outside_numbers(text: str) -> None:
    """Inside a number, blanks and borders that part it are left out, and nothing else."""
    folded = fold(text)
    stretches = [(0, 0, ""), *zip(folded.starts, folded.ends, folded.text, strict=True)]
    for (_, before, one), (after, _, other) in pairwise([*stretches, (len(text), len(text), "")]):
        is_inside = all(character.isdigit() or character == "-" for character in (one, other))
        assert after <= before or (is_inside and not text[before:after].strip(" \u3000\t\n|｜"))


@given(JAPANESE, st.data())
def test_a_folded_span_goes_back_to_text_that_folds_to_it(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    left, right = folded.span(start, end)
    assert unicodedata.normalize("NFKC", text[left:right]).count("山") >= folded.text[start:end].count("山")
    assert 0 <= left <= right <= len(text)


def test_one_character_may_become_three() -> None:
    folded = fold("㈱山")
    assert folded.text == "(株)山"
    assert folded.span(1, 2) == (0, 1)
    assert folded.span(3, 4) == (1, 2)


def test_half_width_kana_compose_with_their_marks() -> None:
    folded = fold("ﾔﾏﾀﾞ")
    assert folded.text == "ヤマダ"
    assert folded.span(2, 3) == (2, 4)


def test_a_long_vowel_mark_between_digits_is_a_dash() -> None:
    assert fold("０９０ー１２３４ コーポ").text == "090-1234 コーポ"


def test_spellings_of_one_name_share_a_key() -> None:
    assert search_key("髙橋　一郎") == search_key("高橋一郎") == search_key("高 橋 一 郎")


def test_a_number_in_kanji_ends_before_the_next_word() -> None:
    assert fold("〇九〇―一二三四―五六七八").text == "090-1234-5678"
    assert fold("510-0075 四日市市").text == "510-0075 四日市市"

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.translate.lexicon.looking_up import with_words


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("安全弁が開いた。", "en", "safety valve が開いた。"),
        ("安全弁が開いた。", "zh", "安全阀が開いた。"),
        ("京都議定書の批准", "zh", "京都议定书の批准"),
        ("ジョン・スミス氏", "en", "John Smith 氏"),
        ("ジョン・スミス氏", "zh", "约翰·史密斯氏"),
        ("トム・ダックスベリー氏", "en", "トム・ダックスベリー氏"),
        ("可能性がある。", "en", "可能性がある。"),
        ("その試みは二度試みた。", "en", "その attempt は二度試みた。"),
        ("タンカー", "ko", "タンカー"),
        ("ああ。", "en", "ああ。"),
        ("午後4時から", "en", "午後4時から"),
        ("", "en", ""),
        ("🎉", "en", "🎉"),
    ],
)
def test_words_of_a_japanese_sentence_stand_in_it_translated(text: str, target: str, expected: str) -> None:
    assert with_words(text, "ja", target) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bring your residence card.", "Bring your 在留カード."),
        ("Bring your residence cards.", "Bring your 在留カード."),
        ("Fallujah's mayors left California.", "ファルージャの 市長 left カリフォルニア."),
        ("Valves leak.", "バルブ leak."),
        ("The OPEC will march.", "The OPEC will march."),
        ("See www.California.example and write to California@city.example", None),
    ],
)
def test_names_and_terms_of_several_words_stand_in_an_english_one(text: str, expected: str | None) -> None:
    assert with_words(text, "en", "ja") == (expected or text)


def test_what_a_glossary_put_in_stays() -> None:
    assert with_words("大家に原油を", "ja", "zh") != "大家に原油を"
    assert with_words("大家に安全弁を", "ja", "zh", keep=["大家", ""]) == "大家に安全阀を"


def test_a_word_within_another_is_none() -> None:
    assert "Kyoto" not in with_words("東京都の人口", "ja", "en")


@given(st.text(), st.sampled_from([("ja", "en"), ("ja", "zh"), ("en", "ja")]))
def test_any_text_is_taken_and_addresses_stay(text: str, pair: tuple[str, str]) -> None:
    kept = "residence.card@city.example"
    assert kept in with_words(f"{text} {kept} {text}", *pair)

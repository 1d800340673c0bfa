import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.translate.clauses import LONGEST
from services.translate.layout import Kind, join, split, to_translate

TEXT = st.text(st.sampled_from("あ漢字Ab1 　\n\r。、．.!?「」（）(){}・※-1２①🎉,，:/@"), max_size=120)


@given(TEXT, st.sampled_from(["ja", "en", "zh", "ko"]))
def test_the_parts_are_the_text_again(text: str, code: str) -> None:
    parts = split(text, code)
    assert "".join(part.text for part in parts) == text


@given(TEXT, st.sampled_from(["ja", "zh", "en", "ko", "ja-Hira"]))
def test_joining_untouched_sentences_gives_the_text_back(text: str, code: str) -> None:
    parts = split(text, code)
    same = {sentence: sentence for sentence in to_translate([parts])}
    assert join(parts, same, code, code) == text


@given(st.text(st.sampled_from("あいう、。 「」"), min_size=100, max_size=900))
def test_no_piece_is_longer_than_an_engine_takes(text: str) -> None:
    assert all(len(part.text) <= LONGEST[False] for part in split(text, "ja") if part.kind is Kind.CLAUSE)


def test_blank_lines_indentation_and_marks_stand_outside_the_sentences() -> None:
    parts = split("　１．日時\r\n\r\n  ・ 10月1日です。", "ja")
    assert [part.text for part in parts if part.translated] == ["日時", "10月1日です。"]
    assert [part.text for part in parts if part.kind is Kind.FIXED] == ["　１．", "\r\n", "\r\n", "  ・ "]


@pytest.mark.parametrize(
    "text", ["2026-10-01", "🎉🎉", "info@city.example.jp", "https://example.jp/市", "---", "PDF"]
)
def test_what_has_no_japanese_is_left_alone(text: str) -> None:
    assert to_translate([split(text, "ja")]) == ([] if "市" not in text else ["https://example.jp/市"])


def test_a_decimal_or_a_list_of_years_is_no_list_mark() -> None:
    assert to_translate([split("3.5%の増加。", "ja")]) == ["3.5%の増加。"]
    assert to_translate([split("1、2年生は休み。", "ja")]) == ["1、2年生は休み。"]


def test_a_repeated_sentence_is_translated_once() -> None:
    assert to_translate([split("はい。はい。\nはい。", "ja")]) == ["はい。"]


def test_english_sentences_made_of_japanese_ones_get_blanks_between() -> None:
    parts = split("雨です。傘です。", "ja")
    assert join(parts, {"雨です。": "Rain.", "傘です。": "Umbrella."}, "ja", "en") == "Rain. Umbrella."


def test_japanese_made_of_english_has_none() -> None:
    parts = split("Rain. Umbrella.", "en")
    assert join(parts, {"Rain.": "雨。", "Umbrella.": "傘。"}, "en", "ja") == "雨。傘。"


def test_a_cut_sentence_goes_on_with_commas() -> None:
    long = "、".join(f"市は道路{number}を直します" for number in range(30)) + "。"
    parts = split(long, "ja")
    clauses = [part for part in parts if part.translated]
    done = {part.text: f"Piece {number}." for number, part in enumerate(clauses)}
    assert join(parts, done, "ja", "en").startswith("Piece 0, Piece 1")


def test_who_speaks_stands_outside_of_what_is_said() -> None:
    parts = split("議長: 始めます。\n話者1: はい。\n日時：4月1日\n12: あ", "ja")
    assert to_translate([parts]) == ["議長", "始めます。", "話者1", "はい。", "日時：4月1日", "12: あ"]
    done = {"議長": "Chair.", "始めます。": "We start.", "話者1": "Speaker 1", "はい。": "Yes."}
    assert join(parts[:7], done, "ja", "en") == "Chair: We start.\nSpeaker 1: Yes."

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.transcribe.vocabulary.entries import Entry
from services.transcribe.vocabulary.guessing import with_readings
from services.transcribe.vocabulary.kanji import KanjiReadings, is_kanji
from services.transcribe.vocabulary.readings import Reader


@pytest.fixture(scope="module")
def reader(dictionary):
    with dictionary.use() as opened:
        yield Reader(opened)


@settings(max_examples=50, deadline=None)
@given(st.text(st.sampled_from("会議の決裁を、 髙橋さん😀罹A1。\nン"), max_size=30))
def test_the_units_make_up_the_text(reader, text):
    units = reader.units(text)
    assert "".join(unit.surface for unit in units) == text
    assert all(text[unit.start : unit.end] == unit.surface for unit in units)


def test_a_text_longer_than_sudachi_takes_is_read_whole(reader):
    text = "会議です。" * 6000
    units = reader.units(text)
    assert (units[-1].end, units[0].surface) == (len(text), "会議")


@pytest.mark.parametrize(
    ("written", "reading"),
    [("高橋", "タカハシ"), ("髙橋", "タカハシ"), ("LGWAN", "エルジーワン"), ("定刻", "テイコク"), ("😀", "")],
)
def test_the_reading_of_a_word(reader, written, reading):
    assert reader.reading(written) in (reading, "エルジーダブリューエーエヌ")


def test_a_unit_has_every_reading_of_the_dictionary(reader):
    unit = reader.units("町")[0]
    assert {"マチ", "チョウ"} <= set(unit.readings)


def test_a_particle_is_read_as_it_is_said(reader):
    assert [unit.readings for unit in reader.units("会議は")][1] == ("ハ", "ワ")


def test_single_kanji_are_read_as_in_words(dictionary):
    with dictionary.use() as opened:
        kanji = KanjiReadings(opened)
        assert "キ" in kanji.of("企")
        assert kanji.of("随") == ("ズイ",)
        assert kanji.of("あ") == kanji.of("企業") == ()


def test_what_a_kanji_is():
    assert all(map(is_kanji, "会髙々𠮷"))
    assert not any(map(is_kanji, ["あ", "A", "会議", "ー", ""]))


def test_a_missing_reading_is_guessed_and_said_to_be(dictionary):
    given_one, guessed, unreadable = with_readings(
        [Entry(written="大曲", reading="オオマガリ"), Entry(written="定刻"), Entry(written="😀")], dictionary
    )
    assert (given_one.reading, given_one.guessed) == ("オオマガリ", False)
    assert (guessed.reading, guessed.guessed) == ("テイコク", True)
    assert (unreadable.reading, unreadable.guessed) == ("", False)

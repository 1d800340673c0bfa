import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.vocabulary.kana import morae
from services.transcribe.vocabulary.sounds import distance, fold, nearest

BEATS = st.lists(st.sampled_from(morae("カガキャショウットンイシシュモリノエ")), max_size=8).map(tuple)


def apart(heard: str, wanted: str) -> float:
    return distance(morae(heard), morae(wanted))


@pytest.mark.parametrize(
    ("heard", "wanted"),
    [("テーコク", "テイコク"), ("チズ", "チヅ"), ("オーサカ", "オオサカ"), ("トーヲ", "トウオ")],
)
def test_readings_that_sound_the_same_are_not_apart(heard, wanted):
    assert apart(heard, wanted) == 0


def test_what_is_easily_confused_is_nearer_than_what_is_not():
    assert apart("クルス", "グルス") < apart("クルス", "ブルス")
    assert apart("ユウノキ", "ユノキ") < apart("ユキノキ", "ユノキ")
    assert apart("サイシツ", "サイシュツ") < apart("サイカツ", "サイシュツ")
    assert apart("ケサイ", "ケッサイ") < apart("ケカサイ", "ケッサイ")


@given(BEATS, BEATS)
def test_a_distance_is_the_same_both_ways_and_none_only_to_itself(one, other):
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)


@given(BEATS, BEATS)
def test_no_two_words_are_further_apart_than_their_beats(one, other):
    assert distance(one, other) <= len(one) + len(other)


@given(BEATS, BEATS, BEATS)
def test_the_nearest_reading_decides_and_a_less_likely_one_costs(one, other, wanted):
    both = nearest([[(one, 0.0), (other, 0.05)]], wanted)
    assert both == pytest.approx(min(distance(one, wanted), distance(other, wanted) + 0.05), abs=0.011)


@given(BEATS, BEATS, st.floats(0, 3))
def test_a_limit_changes_nothing_below_it(one, wanted, limit):
    whole, limited = distance(one, wanted), nearest([[(one, 0.0)]], wanted, limit)
    assert limited == whole if whole <= limit else limited > limit


@given(BEATS)
def test_voicing_and_length_do_not_change_the_key(beats):
    lengthened = [*beats, "ー"]
    unvoiced = ["カ" if beat == "ガ" else beat for beat in beats]
    assert fold(beats) == fold(lengthened) == fold(unvoiced)

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.transcribe.vocabulary.entries import Entry
from services.transcribe.vocabulary.hidden import Hidden
from services.transcribe.vocabulary.kana import morae
from services.transcribe.vocabulary.readings import Reader, Unit
from services.transcribe.vocabulary.sounds import distance

TOWN = Entry(written="柚木町", reading="ユノキチョウ", kind="地名")
KANA = st.text(st.sampled_from("カキクケコタチツテトナニヌネノーン"), min_size=3, max_size=8).filter(
    lambda text: text[0] not in "ーン"
)


@pytest.fixture(scope="module")
def reader(dictionary):
    with dictionary.use() as opened:
        yield Reader(opened)


@pytest.mark.parametrize(
    ("text", "hides"), [("湯の記帳は二か所です。", True), ("来月の会議は休みです。", False)]
)
def test_a_word_is_hidden_in_what_sounds_like_it(text, hides, reader):
    assert (Hidden([TOWN]).nearest(reader.units(text)) < 0.1) is hides


def test_what_is_known_already_hides_nothing(reader):
    text = "湯の記帳は二か所です。"
    assert Hidden([TOWN]).nearest(reader.units(text), [(0, 4)]) > 0.5


def test_a_comma_is_a_breath_and_a_full_stop_is_not(reader):
    hidden = Hidden([TOWN])
    assert hidden.nearest(reader.units("湯の、記帳は二か所です。")) < 0.1
    assert hidden.nearest(reader.units("湯の。記帳は二か所です。")) > 0.3


def test_without_entries_nothing_is_hidden(reader):
    assert Hidden([]).nearest(reader.units("湯の記帳です。")) == np.inf
    assert Hidden([Entry(written="未読")]).nearest(reader.units("湯の記帳です。")) == np.inf


@settings(max_examples=60, deadline=None)
@given(KANA, KANA, KANA)
def test_it_is_no_farther_than_any_whole_stretch(before, word, wanted):
    units = [Unit(0, 1, "", (before,), "名詞", ""), Unit(1, 2, "", (word,), "名詞", "")]
    beats = morae(wanted)
    if len(beats) < 3:
        return
    found = Hidden([Entry(written="語", reading=wanted)]).nearest(units)
    # Beats are cut unit by unit here, so that a vowel at a border is not drawn together with the one before it.
    stretches = [morae(before), morae(word), morae(before) + morae(word)]
    assert found <= min(distance(each, beats) for each in stretches) / len(beats) + 0.01

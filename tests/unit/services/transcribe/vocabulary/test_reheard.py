import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.transcribe.vocabulary.readings import Reader
from services.transcribe.vocabulary.reheard import in_single_kana, reheard

TEXTS = st.text(st.sampled_from("会議の決裁を、高橋さんがはじめるー。"), max_size=20)
KANA = st.text(st.sampled_from("かいぎのケッサイをタカハシ。ー"), max_size=30)


@pytest.fixture(scope="module")
def reader(dictionary):
    with dictionary.use() as opened:
        yield Reader(opened)


def test_each_unit_has_what_was_heard_in_its_place(reader):
    units = reheard(reader.units("輸の基調は二か所です。"), "ユノキチョウはにかしょです。シンコウは")
    heard = [unit.heard for unit in units]
    assert "".join(heard[:3]) == "ユノキチョー"
    assert "".join(heard) == "ユノキチョーハニカショデス", "what was heard beyond the text is left out"


def test_what_was_heard_is_the_likeliest_way_to_say_it(reader):
    unit = reheard(reader.units("町"), "まつ")[0]
    assert unit.spoken == ("マツ", *unit.readings)


@settings(max_examples=40, deadline=None)
@given(TEXTS, KANA)
def test_a_second_hearing_changes_no_unit(reader, text, kana):
    units = reader.units(text)
    again = reheard(units, kana)
    assert [unit._replace(heard="") for unit in again] == units
    assert len("".join(unit.heard for unit in again)) <= 2 * len(kana)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_single_kana_make_up_the_same_text(reader, text):
    parts = in_single_kana(reader.units(text))
    assert "".join(part.surface for part in parts) == text
    assert all(text[part.start : part.end] == part.surface for part in parts)

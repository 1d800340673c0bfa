from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.vocabulary.entries import Entry
from services.transcribe.vocabulary.index import SoundIndex, edits, pieces
from services.transcribe.vocabulary.kana import morae
from services.transcribe.vocabulary.sounds import fold

READINGS = st.text(st.sampled_from("カキクサシスタナニマミラリワン"), min_size=5, max_size=14)


def entry(reading: str) -> Entry:
    return Entry(written=f"「{reading}」", reading=reading)


@given(st.lists(READINGS, min_size=1, max_size=8, unique=True))
def test_every_entry_is_found_by_its_own_sound(readings):
    index = SoundIndex(map(entry, readings))
    for reading in readings:
        key = fold(morae(reading))
        assert entry(reading) in [sound.entry for sound in index.same(key)]
        assert all(index.begins(key[:length]) for length in range(len(key) + 1))


@given(READINGS, st.text("ABCDEF", max_size=6), st.text("ABCDEF", max_size=6), st.data())
def test_an_entry_with_wrong_letters_is_found_where_it_stands(reading, before, after, data):
    key = fold(morae(reading))
    spoilt = list(key)
    for _ in range(edits(len(key))):
        spoilt[data.draw(st.integers(0, len(key) - 1))] = "?"
    hits = list(SoundIndex([entry(reading)]).near(before + "".join(spoilt) + after))
    assert len(before) in {hit.start for hit in hits}


@given(st.text("ABC", min_size=1, max_size=30))
def test_the_pieces_make_up_the_key(key):
    cut = pieces(key, edits(len(key)))
    assert "".join(piece for _, piece in cut) == key
    assert len(cut) == edits(len(key)) + 1
    assert all(key[start : start + len(piece)] == piece for start, piece in cut)


def test_entries_without_a_reading_are_never_found():
    index = SoundIndex([Entry(written="緑"), Entry(written="亜", reading="ア")])
    assert not index.begins("@")
    assert list(index.near("ABCDEF")) == []

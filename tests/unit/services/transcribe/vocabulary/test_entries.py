import pytest
from pydantic import ValidationError

from services.transcribe.vocabulary.entries import Entry, distinct


def test_a_reading_is_stored_in_katakana():
    assert Entry(written="緑市", reading="みどりし").reading == "ミドリシ"


def test_a_bare_word_is_an_entry():
    assert Entry.model_validate("緑市") == Entry(written="緑市")


@pytest.mark.parametrize(
    "wrong",
    [{"written": ""}, {"written": "\x00\u200b"}, {"written": "あ" * 101}, {"written": "緑", "reading": "緑"}],
)
def test_what_is_no_entry(wrong):
    with pytest.raises(ValidationError):
        Entry(**wrong)


@pytest.mark.parametrize("written", ["髙橋", "ＡＢＣ棟", "👨‍👩‍👧課", "𠮷野", "邊見"])
def test_full_width_old_characters_and_emoji_stay(written):
    assert Entry(written=written).written == written


def test_the_first_of_two_same_entries_counts():
    first, again = (
        Entry(written="緑", reading="ミドリ", note="1"),
        Entry(written="緑", reading="ミドリ", note="2"),
    )
    other = Entry(written="緑", reading="リョク")
    assert distinct([first, other, again]) == [first, other]

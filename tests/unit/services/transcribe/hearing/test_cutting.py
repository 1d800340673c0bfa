from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.hearing.cutting import confidence, cut
from services.transcribe.schemas import Word


def words(*pieces):
    """(text, seconds of silence before it), half a second each."""
    made, at = [], 0.0
    for text, pause in pieces:
        made.append(Word(start=at + pause, end=at + pause + 0.5, text=text, confidence=0.8))
        at = made[-1].end
    return made


def texts(given_words):
    return ["".join(word.text for word in group) for group in cut(given_words)]


def test_a_segment_ends_with_its_sentence():
    assert texts(words(("会議を", 0), ("始めます。", 0), ("次に", 0.1))) == ["会議を始めます。", "次に"]


def test_a_long_pause_ends_a_segment():
    assert texts(words(("会議を", 0), ("始めます", 0), ("次に", 1.5))) == ["会議を始めます", "次に"]


def test_a_sentence_without_end_is_cut_at_a_comma():
    assert len(texts(words(*[("長い話が続いて、", 0.0)] * 30))) > 1


@given(st.lists(st.tuples(st.text(min_size=1, max_size=5), st.floats(0, 3))))
def test_nothing_is_lost(pieces):
    given_words = words(*pieces)
    groups = list(cut(given_words))
    assert [word for group in groups for word in group] == given_words
    assert all(groups)


def test_the_confidence_is_the_geometric_mean():
    sure, unsure = (Word(start=0, end=1, text="あ", confidence=c) for c in (0.9, 0.4))
    assert confidence([sure, unsure]) == 0.6

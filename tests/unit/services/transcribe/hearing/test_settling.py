from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.hearing.settling import SLACK_SECONDS, settled
from services.transcribe.schemas import Word


def word(start, end, text="あ"):
    return Word(start=start, end=end, text=text, confidence=0.9)


def times(words, speech):
    return [(each.start, each.end) for each in settled(words, speech)]


def test_a_word_after_a_full_stop_begins_when_somebody_speaks_again():
    words = [word(14, 14.5, "ます。"), word(14.5, 15.6, "市"), word(15.6, 16, "民")]
    assert times(words, [(10, 14.8), (15.4, 20)]) == [(14, 14.5), (15.3, 15.6), (15.6, 16)]


def test_a_word_with_a_full_stop_ends_when_the_speech_does():
    assert times([word(14, 16, "す。")], [(10, 14.8), (15.4, 20)]) == [(14, 14.9)]


def test_any_other_word_is_where_most_of_it_is_heard():
    assert times([word(14, 16, "夜")], [(10, 14.2), (15.4, 20)]) == [(15.3, 16)]


def test_what_lies_outside_all_speech_stays():
    assert times([word(5, 6)], [(10, 14)]) == [(5, 6)]


@given(
    st.lists(st.floats(0, 3), min_size=1),
    st.lists(st.tuples(st.floats(0.3, 2), st.floats(0.1, 3))),
)
def test_words_keep_their_order_and_never_grow(durations, spans):
    at, words, speech, edge = 0.0, [], [], 0.0
    for seconds in durations:
        words.append(word(at, at + seconds))
        at += seconds
    for gap, seconds in spans:
        speech.append((edge + gap, edge + gap + seconds))
        edge = speech[-1][1]
    found = settled(words, speech)
    for before, after in zip(words, found, strict=True):
        assert before.start - 0.001 <= after.start <= after.end <= before.end + 0.001
    assert all(a.start <= b.start + 0.001 for a, b in pairwise(found))
    assert SLACK_SECONDS < 0.15  # half of the shortest pause: neighbouring stretches stay apart

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.audio.pcm import RATE
from services.transcribe.hearing.windows import LONGEST_SECONDS, PAD_SECONDS, windows


@st.composite
def speech(draw):
    """Spans in order, none longer than a window, and the length of the sound."""
    spans, at = [], 0
    for gap, seconds in draw(st.lists(st.tuples(st.floats(0.3, 5), st.floats(0.1, LONGEST_SECONDS)))):
        start = at + int(gap * RATE)
        at = start + int(seconds * RATE)
        spans.append((start, at))
    return spans, at + draw(st.integers(0, 3 * RATE))


@given(speech())
def test_all_speech_is_in_a_window_and_no_sound_in_two(given_speech):
    spans, length = given_speech
    found = windows(spans, length)
    assert all(0 <= w.start < w.end <= length for w in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(any(w.start <= start and end <= w.end for w in found) for start, end in spans)
    assert abs(sum(w.speech for w in found) - sum(end - start for start, end in spans) / RATE) < 0.01
    assert all(w.seconds <= LONGEST_SECONDS + 2 * PAD_SECONDS for w in found)


def test_short_utterances_share_a_window():
    spans = [(RATE, 3 * RATE), (4 * RATE, 9 * RATE), (10 * RATE, 35 * RATE)]
    assert [(w.start / RATE, w.end / RATE) for w in windows(spans, 40 * RATE)] == [(0.2, 9.5), (9.5, 35.8)]


def test_silence_has_none():
    assert windows([], 10 * RATE) == []

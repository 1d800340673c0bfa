from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.hearing.recognition import Heard
from services.transcribe.hearing.timeline import joined, shifted
from services.transcribe.schemas import Decoding, HeardSegment, Transcript, Word

DECODING = Decoding(
    seek=0, tokens=[1], temperature=0, avg_logprob=-0.1, compression_ratio=1, no_speech_prob=0
)


def segment(start, end, words=None):
    return HeardSegment(
        id="0", start=start, end=end, text="はい", confidence=0.9, words=words, decoding=DECODING
    )


times = st.tuples(st.floats(0, 300), st.floats(0, 30)).map(lambda t: (t[0], t[0] + t[1]))


@given(st.lists(times, max_size=5), st.floats(0, 20_000))
def test_shifted_times_keep_their_order_and_stay_inside_the_chunk(spans, offset):
    moved = shifted(Heard(language="ja", segments=[segment(*s) for s in spans]), offset, offset + 300)
    for (start, _), now in zip(spans, moved.segments, strict=True):
        assert abs(now.start - (offset + start)) < 0.001
        assert now.start <= now.end <= offset + 300.001


def test_words_move_with_their_segment():
    word = Word(start=1, end=2, text="はい", confidence=0.5)
    moved = shifted(Heard(language="ja", segments=[segment(1, 2, [word])]), 10, 300)
    assert (moved.segments[0].words[0].start, moved.segments[0].words[0].end) == (11, 12)


def test_segments_are_numbered_on_over_chunks():
    transcript = Transcript(title="t", language="auto", duration=9)
    for _ in range(2):
        transcript = joined(transcript, Heard(language="en", segments=[segment(0, 1), segment(1, 2)]))
    assert [s.id for s in transcript.segments] == ["s1", "s2", "s3", "s4"]
    assert transcript.language == "en"

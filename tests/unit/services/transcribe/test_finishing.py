from services.transcribe.finishing import finished, kept
from services.transcribe.schemas import Decoding, HeardSegment, Transcript, Word

DECODING = Decoding(
    seek=0, tokens=[5], temperature=0, avg_logprob=-0.1, compression_ratio=1, no_speech_prob=0
)


def transcript(*texts, language="ja"):
    segments = [
        HeardSegment(
            id=f"s{number}", start=number * 5.0, end=number * 5.0 + 4, text=text, confidence=0.9,
            decoding=DECODING,
            words=[Word(start=number * 5.0, end=number * 5.0 + 4, text=text, confidence=0.9)],
        )
        for number, text in enumerate(texts, 1)
    ]  # fmt: skip
    return Transcript(title="会議", language=language, duration=60, segments=segments)


def test_fillers_are_marked_in_the_text_that_was_said():
    [segment] = finished(transcript("えー、会議を始めます。"), words=False).segments
    assert segment.text == "えー、会議を始めます。"
    assert [segment.text[mark.start : mark.end] for mark in segment.marks] == ["えー、"]


def test_the_minutes_are_found_and_the_transcript_is_complete():
    whole = finished(transcript("料理教室を2月13日に開催することに決定しました。"), words=False)
    assert whole.complete
    assert len(whole.minutes.decisions) == 1


def test_another_language_gets_no_japanese_marks():
    [segment] = finished(transcript("えー、会議を始めます。", language="en"), words=False).segments
    assert segment.marks == []


def test_the_times_of_words_are_kept_only_when_they_were_asked_for():
    given = transcript("会議を始めます。").segments
    assert kept(given, words=True) == given
    assert [segment.words for segment in kept(given, words=False)] == [None]

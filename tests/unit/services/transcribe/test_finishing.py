import pytest

from common.resident import Resident
from services.transcribe.finishing import finished as finished_when_wanted
from services.transcribe.finishing import kept
from services.transcribe.schemas import Decoding, HeardSegment, Transcript, Word
from services.transcribe.speakers.turns import Turn
from services.transcribe.vocabulary.correcting import Corrector
from services.transcribe.vocabulary.entries import Entry
from services.transcribe.vocabulary.readings import load_dictionary

DECODING = Decoding(
    seek=0, tokens=[5], temperature=0, avg_logprob=-0.1, compression_ratio=1, no_speech_prob=0
)


@pytest.fixture(scope="module")
def dictionary():
    return Resident("sudachidict", load_dictionary, idle_seconds=60)


@pytest.fixture
def no_words(dictionary):
    return Corrector(dictionary, [])


def finished(*given, **options):
    return finished_when_wanted(*given, check=lambda: None, **options)


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


def test_fillers_are_marked_in_the_text_that_was_said(no_words):
    [segment] = finished(transcript("えー、会議を始めます。"), [], no_words, words=False).segments
    assert segment.text == "えー、会議を始めます。"
    assert [segment.text[mark.start : mark.end] for mark in segment.marks] == ["えー、"]


def test_the_minutes_are_found_and_the_transcript_is_complete(no_words):
    whole = finished(transcript("料理教室を2月13日に開催することに決定しました。"), [], no_words, words=False)
    assert whole.complete
    assert len(whole.minutes.decisions) == 1


def test_another_language_gets_no_japanese_marks(no_words):
    [segment] = finished(
        transcript("えー、会議を始めます。", language="en"), [], no_words, words=False
    ).segments
    assert segment.marks == []


def test_the_times_of_words_are_kept_only_when_they_were_asked_for():
    given = transcript("会議を始めます。").segments
    assert kept(given, words=True) == given
    assert [segment.words for segment in kept(given, words=False)] == [None]


def test_words_of_the_vocabulary_are_put_in_and_what_was_heard_is_kept(dictionary):
    corrector = Corrector(dictionary, [Entry(written="立地適正化計画", reading="リッチテキセイカケイカク")])
    [segment] = finished(
        transcript("えー、立地的性化計画を説明します。"), [], corrector, words=False
    ).segments
    assert segment.text == "えー、立地適正化計画を説明します。"
    [correction] = segment.corrections
    assert correction.original == "立地的性化計画"
    assert segment.text[correction.start : correction.end] == correction.entry == "立地適正化計画"


def test_what_nobody_wants_any_more_is_not_finished(no_words):
    def check():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        finished_when_wanted(transcript("会議を始めます。"), [], no_words, words=False, check=check)


def test_each_segment_is_given_to_its_speaker(no_words):
    given = transcript("会議を始めます。", "資料を説明します。")
    turns = [Turn(start=5, end=9, speaker=0), Turn(start=10, end=14, speaker=1)]
    whole = finished(given, turns, no_words, words=False)
    assert [(s.speaker, s.text) for s in whole.segments] == [
        ("S1", "会議を始めます。"), ("S2", "資料を説明します。"),
    ]  # fmt: skip
    assert [(s.id, s.name) for s in whole.speakers] == [("S1", "話者1"), ("S2", "話者2")]

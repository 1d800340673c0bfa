"""What is done with the text once all of it is heard: given to its speakers, words of the vocabulary put
in, fillers marked, minutes found."""

from collections.abc import Sequence

from services.transcribe.editing.applying import minutes_of
from services.transcribe.interruptible import Check
from services.transcribe.schemas import HeardSegment, Transcript
from services.transcribe.speakers.assignment import assigned
from services.transcribe.speakers.turns import Turn
from services.transcribe.text.marks import marks
from services.transcribe.vocabulary.correcting import Corrector

JAPANESE = "ja"


def finished(
    transcript: Transcript, turns: Sequence[Turn], corrector: Corrector, *, words: bool, check: Check
) -> Transcript:
    """The complete transcript. `words`: whether to keep the time of each word. `check` may raise."""
    segments, speakers = assigned(transcript.segments, turns)
    segments = kept(segments, words=words)
    check()
    if transcript.language == JAPANESE:
        segments = _corrected(segments, corrector)
        check()
        segments = [_marked(segment) for segment in segments]
        check()
    whole = transcript.model_copy(update={"segments": segments, "speakers": speakers, "complete": True})
    return whole.model_copy(update={"minutes": minutes_of(whole)})


def kept(segments: Sequence[HeardSegment], *, words: bool) -> list[HeardSegment]:
    """The segments as they are stored: six hours have a hundred thousand words."""
    return list(segments) if words else [s.model_copy(update={"words": None}) for s in segments]


def _corrected(segments: Sequence[HeardSegment], corrector: Corrector) -> list[HeardSegment]:
    """The words' times stay those of what was heard."""
    found = corrector.corrected([s.text for s in segments], [s.kana for s in segments])
    return [
        segment.model_copy(update={"text": text, "corrections": corrections})
        for segment, (text, corrections) in zip(segments, found, strict=True)
    ]


def _marked(segment: HeardSegment) -> HeardSegment:
    return segment.model_copy(update={"marks": marks(segment.text)})

"""What is done with the text once all of it is heard: fillers marked, minutes found."""

from collections.abc import Sequence

from services.transcribe.editing.applying import minutes_of
from services.transcribe.schemas import HeardSegment, Transcript
from services.transcribe.text.marks import marks

MARKED = "ja"


def finished(transcript: Transcript, *, words: bool) -> Transcript:
    """The complete transcript. `words`: whether to keep the time of each word."""
    segments = transcript.segments
    if transcript.language == MARKED:
        segments = [s.model_copy(update={"marks": marks(s.text)}) for s in segments]
    whole = transcript.model_copy(update={"segments": kept(segments, words=words), "complete": True})
    return whole.model_copy(update={"minutes": minutes_of(whole)})


def kept(segments: Sequence[HeardSegment], *, words: bool) -> list[HeardSegment]:
    """The segments as they are stored: six hours have a hundred thousand words."""
    return list(segments) if words else [s.model_copy(update={"words": None}) for s in segments]

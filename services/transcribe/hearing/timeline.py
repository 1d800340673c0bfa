"""Put what was heard in a chunk on the time line of the whole recording."""

from services.transcribe.hearing.recognition import Heard
from services.transcribe.schemas import HeardSegment, Transcript


def shifted(heard: Heard, seconds: float, end: float) -> Heard:
    """`heard` with its times moved by `seconds`, none of them after `end`."""
    return heard.model_copy(update={"segments": [_moved(s, seconds, end) for s in heard.segments]})


def joined(transcript: Transcript, heard: Heard) -> Transcript:
    """`transcript` with the segments of the next chunk, numbered on."""
    first = len(transcript.segments) + 1
    numbered = [
        segment.model_copy(update={"id": f"s{number}"})
        for number, segment in enumerate(heard.segments, first)
    ]
    return transcript.model_copy(
        update={"language": heard.language, "segments": transcript.segments + numbered}
    )


def _moved(segment: HeardSegment, seconds: float, end: float) -> HeardSegment:
    def at(time_in_chunk: float) -> float:
        return round(min(seconds + time_in_chunk, end), 3)

    words = segment.words and [
        word.model_copy(update={"start": at(word.start), "end": at(word.end)}) for word in segment.words
    ]
    return segment.model_copy(update={"start": at(segment.start), "end": at(segment.end), "words": words})

"""The answers of OpenAI's audio API (platform.openai.com/docs/api-reference/audio)."""

from typing import Literal

from pydantic import BaseModel

from services.transcribe.schemas import HeardSegment, Transcript

TextFormat = Literal["json", "text", "srt", "verbose_json", "vtt"]
ResponseFormat = Literal[TextFormat, "diarized_json"]
Granularity = Literal["word", "segment"]
UNKNOWN_SPEAKER = "unknown"


class Usage(BaseModel, frozen=True):
    type: Literal["duration"] = "duration"
    seconds: float


class JsonAnswer(BaseModel, frozen=True):
    text: str
    usage: Usage


class VerboseSegment(BaseModel, frozen=True):
    id: int
    seek: int
    start: float
    end: float
    text: str
    tokens: list[int]
    temperature: float
    avg_logprob: float
    compression_ratio: float
    no_speech_prob: float


class VerboseWord(BaseModel, frozen=True):
    word: str
    start: float
    end: float


class VerboseAnswer(JsonAnswer, frozen=True):
    task: str
    language: str
    duration: float
    segments: list[VerboseSegment] | None = None
    words: list[VerboseWord] | None = None


class DiarizedSegment(BaseModel, frozen=True):
    type: Literal["transcript.text.segment"] = "transcript.text.segment"
    id: str
    start: float
    end: float
    text: str
    speaker: str
    """A, B, ... in the order in which they are first heard; `unknown` where nobody could be told."""


class DiarizedAnswer(JsonAnswer, frozen=True):
    task: Literal["transcribe"] = "transcribe"
    duration: float
    segments: list[DiarizedSegment]


def plain_text(transcript: Transcript) -> str:
    """Everything that was heard, on one line."""
    return " ".join(segment.text for segment in transcript.segments)


def json_answer(transcript: Transcript) -> JsonAnswer:
    return JsonAnswer(text=plain_text(transcript), usage=Usage(seconds=transcript.duration))


def verbose_answer(transcript: Transcript, task: str, granularities: set[Granularity]) -> VerboseAnswer:
    """OpenAI's default, when nothing is asked, is segments."""
    wanted = granularities or {"segment"}
    words = [
        VerboseWord(word=word.text, start=word.start, end=word.end)
        for segment in transcript.segments
        for word in segment.words or []
    ]
    return VerboseAnswer(
        task=task,
        language="en" if task == "translate" else transcript.language,
        duration=transcript.duration,
        text=plain_text(transcript),
        usage=Usage(seconds=transcript.duration),
        segments=[_segment(n, s) for n, s in enumerate(transcript.segments)] if "segment" in wanted else None,
        words=words if "word" in wanted else None,
    )


def diarized_segments(transcript: Transcript) -> list[DiarizedSegment]:
    labels = {speaker.id: label(number) for number, speaker in enumerate(transcript.speakers)}
    return [
        DiarizedSegment(
            id=segment.id,
            start=segment.start,
            end=segment.end,
            text=segment.text,
            speaker=labels.get(segment.speaker or "", UNKNOWN_SPEAKER),
        )
        for segment in transcript.segments
    ]


def diarized_answer(transcript: Transcript) -> DiarizedAnswer:
    return DiarizedAnswer(
        duration=transcript.duration,
        text=plain_text(transcript),
        usage=Usage(seconds=transcript.duration),
        segments=diarized_segments(transcript),
    )


def label(number: int) -> str:
    """A to Z, then A2, B2, ..."""
    round_, letter = divmod(number, 26)
    return chr(ord("A") + letter) + (str(round_ + 1) if round_ else "")


def _segment(number: int, segment: HeardSegment) -> VerboseSegment:
    decoding = segment.decoding.model_dump()
    return VerboseSegment(id=number, start=segment.start, end=segment.end, text=segment.text, **decoding)

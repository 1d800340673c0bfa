"""The events of a streamed answer, as server-sent events."""

from typing import Literal

from pydantic import BaseModel

from common.errors import Problem
from services.transcribe.openai.errors import error_object
from services.transcribe.openai.shapes import Usage, plain_text
from services.transcribe.schemas import Segment, Transcript

KEEP_ALIVE = b": still listening\n\n"


class Delta(BaseModel, frozen=True):
    """A segment just heard. What is decided later may still change it: `Done` has the last word."""

    type: Literal["transcript.text.delta"] = "transcript.text.delta"
    delta: str
    segment_id: str


class Done(BaseModel, frozen=True):
    type: Literal["transcript.text.done"] = "transcript.text.done"
    text: str
    usage: Usage


class Failed(BaseModel, frozen=True):
    error: dict[str, str | None]


def delta(segment: Segment, *, is_first: bool) -> Delta:
    """Put together, the deltas read as the whole text does."""
    return Delta(delta=segment.text if is_first else f" {segment.text}", segment_id=segment.id)


def done(transcript: Transcript) -> Done:
    return Done(text=plain_text(transcript), usage=Usage(seconds=transcript.duration))


def failed(problem: Problem) -> bytes:
    """The event after which nothing comes; the `openai` client raises it as an APIError."""
    return b"event: error\n" + encoded(Failed(error=error_object(problem)))


def encoded(event: BaseModel) -> bytes:
    return f"data: {event.model_dump_json()}\n\n".encode()

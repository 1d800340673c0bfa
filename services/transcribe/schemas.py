"""The shapes of a transcription: what was asked, what was heard, what is shown."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from common.jobs import JobStatus
from services.transcribe.minutes.model import Minutes
from services.transcribe.text.marks import Mark
from services.transcribe.vocabulary.corrections import Correction


def without_controls(text: str) -> str:
    """Without NUL and its kind, which neither PostgreSQL's JSON nor XML can hold."""
    return "".join(c for c in text if c.isprintable() or c in "\n\u3000")


PlainText = Annotated[str, AfterValidator(without_controls)]


class Word(BaseModel, frozen=True):
    start: float
    end: float
    text: str
    confidence: float


class Segment(BaseModel, frozen=True):
    """A stretch of speech. Times are seconds from the start of the recording."""

    id: str
    start: float
    end: float
    text: str
    """As it was said, word for word, after the vocabulary's corrections."""
    speaker: str | None = None
    """The id of one of the transcript's speakers."""
    overlap: bool = False
    """Whether somebody else is heard at the same time."""
    confidence: float
    """0 to 1: the geometric mean of the decoder's token probabilities."""
    doubtful: bool = False
    """Whether a person should listen again: low confidence, or decoded again and still suspect."""
    words: list[Word] | None = None
    marks: list[Mark] = Field(default_factory=list)
    """What a cleaned text leaves out, in order, not overlapping."""
    corrections: list[Correction] = Field(default_factory=list)
    """What the vocabulary changed, in order, not overlapping."""


class Speaker(BaseModel, frozen=True):
    """A voice of the recording; renaming it renames all it said."""

    id: str
    """S1, S2, ... in the order in which they are first heard."""
    name: str
    """話者1, 話者2, ... until somebody gives a name."""


class Decoding(BaseModel, frozen=True):
    """What the decoder reported of a segment, to judge it by later."""

    seek: int
    tokens: list[int]
    temperature: float
    avg_logprob: float
    compression_ratio: float
    no_speech_prob: float


class HeardSegment(Segment, frozen=True):
    decoding: Decoding


class Asked(BaseModel, frozen=True):
    """How a recording is to be transcribed."""

    language: str = "ja"
    """A code of `languages`, or `auto`."""
    task: Literal["transcribe", "translate"] = "transcribe"
    vocabulary: list[str] = Field(default_factory=list)
    prompt: PlainText | None = None
    temperature: float | None = None
    """Of sampling; None: 0, raised only where decoding fails."""
    words: bool = False
    """Whether to give each word its time; costs about a third more time."""


class Recording(BaseModel, frozen=True):
    """An accepted upload and what is to be done with it."""

    file_id: str
    name: str
    """What the uploader called the file."""
    title: str
    date: dt.date | None = None
    speakers: int | None = None
    """How many people speak, as the uploader says. Kept for telling them apart; not used yet."""
    asked: Asked
    created_at: dt.datetime


class Transcript(BaseModel, frozen=True):
    """What is stored of a recording's text; grows chunk by chunk until it is `complete`."""

    title: str
    date: dt.date | None = None
    language: str
    duration: float
    segments: list[HeardSegment] = Field(default_factory=list)
    speakers: list[Speaker] = Field(default_factory=list)
    minutes: Minutes | None = None
    warnings: list[str] = Field(default_factory=list)
    complete: bool = False

    @property
    def public_segments(self) -> list[Segment]:
        """The segments without what only the decoder's judge needs."""
        return [Segment.model_validate(s.model_dump(exclude={"decoding"})) for s in self.segments]

    @property
    def found_minutes(self) -> Minutes:
        """The minutes; empty ones under the same title before they are written."""
        return self.minutes or Minutes(title=self.title, date=self.date)


class Summary(BaseModel, frozen=True):
    """One line of the list of transcriptions."""

    id: str
    title: str
    name: str
    status: JobStatus
    created_at: dt.datetime
    owner: str


class Transcription(Summary, frozen=True):
    """A transcription as its owner sees it; while the job runs, with the segments finished so far."""

    version: int
    """To be sent back with an edit. 0 before anything was heard."""
    progress: float
    message: str
    language: str
    duration: float
    """Seconds of sound; 0 before it was decoded."""
    date: dt.date | None
    speakers: int | None
    vocabulary: list[str]
    segments: list[Segment]
    minutes: Minutes | None
    warnings: list[str]
    has_audio: bool
    error: dict[str, object] | None


class SegmentEdit(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    text: PlainText = Field(max_length=10_000)


class Edit(BaseModel):
    """Changes to a transcription; what is not named stays."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    title: PlainText | None = Field(default=None, min_length=1, max_length=200)
    date: dt.date | None = None
    segments: list[SegmentEdit] = Field(default_factory=list, max_length=20_000)

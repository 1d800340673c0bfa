"""The shapes of a transcription: what was asked, what was heard, what is shown."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field

from common.jobs import JobStatus
from services.transcribe.editing.by_hand import HandItem
from services.transcribe.minutes.model import Minutes
from services.transcribe.text.marks import Mark
from services.transcribe.vocabulary.corrections import Correction
from services.transcribe.vocabulary.entries import Entry


def without_controls(text: str) -> str:
    """Without NUL and its kind, which neither PostgreSQL's JSON nor XML can hold."""
    return "".join(c for c in text if c.isprintable() or c in "\n\u3000")


def one_line(text: str) -> str:
    """Without controls and on one line. Raises ValueError when nothing is left."""
    line = without_controls(text.replace("\n", " ")).strip()
    if not line:
        raise ValueError("must not be blank")
    return line


PlainText = Annotated[str, AfterValidator(without_controls)]
Line = Annotated[str, AfterValidator(one_line)]


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
    """Whether a person should listen again: low confidence, decoded again and still suspect, or a time
    that cannot be."""
    words: list[Word] | None = None
    marks: list[Mark] = Field(default_factory=list)
    """What a cleaned text leaves out, in order, not overlapping."""
    corrections: list[Correction] = Field(default_factory=list)
    """What the vocabulary changed, in order, not overlapping."""
    edited_by_person: bool = False
    """Whether a person has changed the text; `confidence` stays the machine's."""


class Speaker(BaseModel, frozen=True):
    """A voice of the recording; renaming it renames all it said."""

    id: str
    """S1, S2, ... in the order in which they are first heard."""
    name: str
    """話者1, 話者2, ... until somebody gives a name."""


class HeardSpeaker(Speaker, frozen=True):
    seconds: float
    """How long this voice speaks in all."""


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
    kana: str = ""
    """The same as it sounds, heard a second time for the vocabulary; empty where it was not."""


class Asked(BaseModel, frozen=True):
    """How a recording is to be transcribed."""

    language: str = "ja"
    """A code of `languages`, or `auto`."""
    task: Literal["transcribe", "translate"] = "transcribe"
    vocabulary: list[Entry] = Field(default_factory=list)
    """Typed for this meeting; a running job has the entries of the shared vocabularies here too."""
    hints: str = ""
    """What the meeting is about: chooses the words that are told to the recogniser."""
    vocabularies: list[str] = Field(default_factory=list)
    """Names of shared vocabularies to be used besides."""
    channels: Literal["auto", "mix", "separate"] = "auto"
    """Whether each channel is a speaker's own microphone; `auto`: found from the sound."""
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
    place: str | None = None
    speakers: int | None = None
    """How many people speak, as the uploader says; None: to be found."""
    label: str = ""
    """Of the settings' retention; empty: the default one."""
    asked: Asked
    created_at: dt.datetime


class Transcript(BaseModel, frozen=True):
    """What is stored of a recording's text; grows chunk by chunk until it is `complete`."""

    title: str
    date: dt.date | None = None
    place: str | None = None
    label: str = ""
    """Of the settings' retention; empty: the default one."""
    language: str
    duration: float
    segments: list[HeardSegment] = Field(default_factory=list)
    speakers: list[Speaker] = Field(default_factory=list)
    minutes: Minutes | None = None
    by_hand: list[HandItem] = Field(default_factory=list)
    """What a person changed in the minutes."""
    warnings: list[str] = Field(default_factory=list)
    complete: bool = False
    last_segment: int = 0
    """The highest number ever given to a segment by a person's edit: no id is used twice."""
    last_speaker: int = 0
    undoable: list[int] = Field(default_factory=list)
    """The versions whose changes can be undone, the next one last."""
    redoable: list[int] = Field(default_factory=list)
    """The versions whose undone changes can be made again, the next one last."""

    @property
    def public_segments(self) -> list[Segment]:
        """The segments without what only the decoder's judge needs."""
        return [public(segment) for segment in self.segments]

    @property
    def heard_speakers(self) -> list[HeardSpeaker]:
        """The speakers with the seconds that each speaks."""
        seconds = dict.fromkeys((speaker.id for speaker in self.speakers), 0.0)
        for segment in self.segments:
            if segment.speaker in seconds:
                seconds[segment.speaker] += segment.end - segment.start
        return [HeardSpeaker(id=s.id, name=s.name, seconds=round(seconds[s.id], 3)) for s in self.speakers]

    @property
    def found_minutes(self) -> Minutes:
        """The minutes; empty ones under the same title before they are written."""
        return self.minutes or Minutes(title=self.title, date=self.date)


def public(segment: HeardSegment) -> Segment:
    members = {name: getattr(segment, name) for name in Segment.model_fields}
    return Segment.model_construct(**members)  # valid already: it was a segment


class Summary(BaseModel, frozen=True):
    """One line of the list of transcriptions."""

    id: str
    title: str
    name: str
    status: JobStatus
    progress: float
    message: str
    created_at: dt.datetime
    owner: str
    label: str
    date: dt.date | None
    duration: float
    """Seconds of sound; 0 before it was decoded, and in the list before the job has ended."""
    audio_until: dt.date | None
    """The day on which the sound is deleted; None: already gone."""
    text_until: dt.date | None
    """The day on which all the rest is deleted; None: kept."""


class Transcription(Summary, frozen=True):
    """A transcription as its owner sees it; while the job runs, with the segments finished so far."""

    version: int
    """To be sent back with an edit. 0 before anything was heard."""
    language: str
    place: str | None
    speakers: list[HeardSpeaker]
    speakers_asked: int | None
    """How many people speak, as the uploader said."""
    vocabulary: list[str]
    vocabularies: list[str]
    segments: list[Segment]
    first_segment: int
    """The place, from 0, of the first of `segments` among all: above 0 when only those `since` were asked."""
    total_segments: int
    minutes: Minutes | None
    draft_job: str | None
    """The job that is writing a draft just now."""
    warnings: list[str]
    can_undo: bool
    can_redo: bool
    has_audio: bool
    error: dict[str, object] | None

"""What one PATCH asks: the version it was made from, and the operations."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from services.transcribe.editing.cut_operations import Delete, Merge, Split
from services.transcribe.editing.draft import LONGEST_TEXT
from services.transcribe.editing.heading_operations import SetDate, SetLabel, SetPlace, SetTitle
from services.transcribe.editing.minutes_operations import ChangeMinutes
from services.transcribe.editing.operation import SegmentId
from services.transcribe.editing.speaker_operations import MergeSpeakers, RenameSpeaker, SetSpeaker
from services.transcribe.editing.text_operations import AddMark, RemoveMark, Review, SetText, UndoCorrection
from services.transcribe.schemas import Line, PlainText

MOST_OPERATIONS = 1000

Operation = Annotated[
    SetText | AddMark | RemoveMark | UndoCorrection | Review
    | Split | Merge | Delete
    | SetSpeaker | RenameSpeaker | MergeSpeakers
    | SetTitle | SetDate | SetPlace | SetLabel
    | ChangeMinutes,
    Field(discriminator="op"),
]  # fmt: skip


class SegmentEdit(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: SegmentId
    text: PlainText = Field(max_length=LONGEST_TEXT)


class Edit(BaseModel):
    """Changes to a transcription; what is not named stays. All of them are made, or none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    """The one that the changes were made from."""
    operations: list[Operation] = Field(default_factory=list, max_length=MOST_OPERATIONS)
    title: Annotated[Line, Field(max_length=200)] | None = None
    """Short for the operation `title`; `date` and `segments` likewise."""
    date: dt.date | None = None
    segments: list[SegmentEdit] = Field(default_factory=list, max_length=20_000)

    def all_operations(self) -> Iterator[Operation]:
        if self.title is not None:
            yield SetTitle(op="title", title=self.title)
        if self.date is not None:
            yield SetDate(op="date", date=self.date)
        for change in self.segments:
            yield SetText(op="text", segment=change.id, text=change.text)
        yield from self.operations

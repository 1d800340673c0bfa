"""The shape of minutes. Every item says in which segment, and at which second, it was said."""

import datetime as dt

from pydantic import BaseModel, Field


class Mention(BaseModel, frozen=True):
    text: str
    segment: str
    """Id of the segment in which the sentence begins."""
    start: float
    """Seconds from the start of the recording."""


class Task(Mention, frozen=True):
    who: str | None = None
    what: str
    due: str | None = None
    """As it was said: 「11月25日」「来週」."""


class Meeting(Mention, frozen=True):
    when: str | None = None


class Minutes(BaseModel, frozen=True):
    """Found by rule and to be checked by a person; the full text is the segments themselves."""

    title: str
    date: dt.date | None = None
    attendees: list[Mention] = Field(default_factory=list)
    agenda: list[Mention] = Field(default_factory=list)
    decisions: list[Mention] = Field(default_factory=list)
    tasks: list[Task] = Field(default_factory=list)
    next_meeting: Meeting | None = None

"""The shape of minutes. Every item says in which segment, and at which second, it was said.

Records already stored must stay readable: what is added has a default.
"""

import datetime as dt
from typing import Literal

from pydantic import BaseModel, Field


class Mention(BaseModel, frozen=True):
    text: str
    segment: str
    """Id of the segment in which the sentence begins."""
    start: float
    """Seconds from the start of the recording."""


class Remark(Mention, frozen=True):
    """A sentence of the discussion of an agenda item."""

    speaker: str | None = None
    """The id of one of the transcript's speakers."""


class AgendaItem(Mention, frozen=True):
    discussion: list[Remark] = Field(default_factory=list)
    """What was said from the opening of the item to the opening of the next one."""


class Decision(Mention, frozen=True):
    """What was decided: the sentence that says it, or the proposal that was agreed to."""

    about: str | None = None
    """The proposal, when the sentence itself is the formal announcement."""
    agreed: Mention | None = None
    """Where a proposal was agreed to: 「異議なし」「では、そのようにいたします」."""


class Task(Mention, frozen=True):
    who: str | None = None
    what: str
    due: str | None = None
    """As it was said: 「11月25日」「来週」."""
    due_date: dt.date | None = None
    """The same as a day, where it follows from the date of the meeting."""
    speaker: str | None = None
    """Id of the speaker who took it on himself; `who` is then the speaker's name."""
    accepted: Mention | None = None
    """Where somebody said that it will be done."""


class Meeting(Mention, frozen=True):
    when: str | None = None
    date: dt.date | None = None
    where: str | None = None


class DraftSection(BaseModel, frozen=True):
    heading: str
    """An agenda item, or 全体."""
    text: str
    doubtful: list[str] = Field(default_factory=list)
    """Numbers and names of the text that do not occur in the transcript."""


class Draft(BaseModel, frozen=True):
    """A summary by a language model: never more than a draft, and marked as one wherever it is shown."""

    engine: Literal["local", "endpoint"]
    model: str
    made_at: dt.datetime
    text: str
    """The summary of the whole meeting."""
    doubtful: list[str] = Field(default_factory=list)
    sections: list[DraftSection] = Field(default_factory=list)


class Minutes(BaseModel, frozen=True):
    """Found by rule and to be checked by a person; the full text is the segments themselves."""

    title: str
    date: dt.date | None = None
    place: Mention | None = None
    attendees: list[Mention] = Field(default_factory=list)
    agenda: list[AgendaItem] = Field(default_factory=list)
    decisions: list[Decision] = Field(default_factory=list)
    tasks: list[Task] = Field(default_factory=list)
    next_meeting: Meeting | None = None
    draft: Draft | None = None

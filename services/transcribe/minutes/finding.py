"""Find the parts of minutes in what was said."""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol

from services.transcribe.minutes.agenda import find_agenda, named_by
from services.transcribe.minutes.decisions import find_decisions
from services.transcribe.minutes.heading import find_attendees, find_date, find_next_meeting, find_place
from services.transcribe.minutes.model import Minutes
from services.transcribe.minutes.rules.meeting import OPENING_SENTENCES
from services.transcribe.minutes.sentences import Timed, sentences
from services.transcribe.minutes.tasks import find_tasks


class Named(Protocol):
    """What a speaker of a transcript has."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


def write_minutes(
    title: str, date: dt.date | None, segments: Iterable[Timed], speakers: Iterable[Named] = ()
) -> Minutes:
    """Minutes of `segments`; a `date` that was given is preferred to one that was said.

    `speakers` say what to call those who promise something; without them it is their ids.
    """
    said = [sentence for sentence in sentences(segments) if sentence.text]
    names = {speaker.id: speaker.name for speaker in speakers}
    opening = said[:OPENING_SENTENCES]
    day = date or find_date(opening)
    agenda = find_agenda(said)
    return Minutes(
        title=title,
        date=day,
        place=find_place(opening),
        attendees=find_attendees(said, names),
        agenda=agenda,
        decisions=[named_by(agenda, each) for each in find_decisions(said)],
        tasks=find_tasks(said, day, names),
        next_meeting=find_next_meeting(said, day),
    )

"""Find the parts of minutes in what was said."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from services.transcribe.minutes import rules
from services.transcribe.minutes.model import Meeting, Mention, Minutes
from services.transcribe.minutes.sentences import Sentence, Timed, sentences
from services.transcribe.minutes.tasks import find_task

REIWA_BEFORE = 2018
LONGEST_NAME = 20


def write_minutes(title: str, date: dt.date | None, segments: Iterable[Timed]) -> Minutes:
    """Minutes of `segments`; a `date` that was given is preferred to one that was said."""
    said = [sentence for sentence in sentences(segments) if sentence.text]
    return Minutes(
        title=title,
        date=date or find_date(said[: rules.OPENING_SENTENCES]),
        attendees=find_attendees(said),
        agenda=find_agenda(said),
        decisions=[_mention(s, rules.CONNECTIVE.sub("", s.text)) for s in said if is_decision(s.text)],
        tasks=[task for s in said if (task := find_task(s))],
        next_meeting=find_next_meeting(said),
    )


def is_decision(text: str) -> bool:
    return bool(rules.DECIDED.search(text)) and not rules.UNDECIDED.search(text)


def find_date(said: Sequence[Sentence]) -> dt.date | None:
    """The first full date; None when none is said or it is not in the calendar."""
    for sentence in said:
        if match := rules.DATE.search(sentence.text):
            return _date(match)
    return None


def find_agenda(said: Sequence[Sentence]) -> list[Mention]:
    """The items in the order in which they come up, each once."""
    found: dict[str, Mention] = {}
    for sentence in said:
        item = _agenda_item(sentence.text)
        if item:
            found.setdefault(item, _mention(sentence, item))
    return list(found.values())


def find_attendees(said: Sequence[Sentence]) -> list[Mention]:
    found: dict[str, Mention] = {}
    for sentence in said:
        match = rules.ATTENDEES.search(sentence.text)
        for name in rules.NAME_SEPARATOR.split(match["names"]) if match else []:
            if 0 < len(name) <= LONGEST_NAME:
                found.setdefault(name, _mention(sentence, name))
    return list(found.values())


def find_next_meeting(said: Sequence[Sentence]) -> Meeting | None:
    """The last sentence that says when one meets again."""
    for sentence in reversed(said):
        match = rules.NEXT_MEETING.search(sentence.text)
        when = rules.WHEN.search(match["rest"]) if match else None
        if when:
            place = _mention(sentence)
            return Meeting(**place.model_dump(), when=when[0].rstrip("、の"))
    return None


def _agenda_item(text: str) -> str | None:
    for pattern in rules.AGENDA:
        match = pattern.search(text)
        if match and not rules.COUNT_ONLY.match(match["item"]):
            return match["item"].strip("、「」")
    return None


def _date(match: re.Match[str]) -> dt.date | None:
    reiwa = match["reiwa"]
    year = int(match["western"] or 0) or REIWA_BEFORE + (1 if reiwa == "元" else int(reiwa))
    try:
        return dt.date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _mention(sentence: Sentence, text: str | None = None) -> Mention:
    return Mention(text=text or sentence.text, segment=sentence.segment, start=sentence.start)

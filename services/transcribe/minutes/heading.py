"""The head of minutes, from what is said at the opening: date, place, attendees; and the next meeting."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence

from services.transcribe.minutes.calendar import day_of, full_date
from services.transcribe.minutes.model import Meeting, Mention
from services.transcribe.minutes.rules import meeting as rules
from services.transcribe.minutes.sentences import Sentence

LONGEST_NAME = 20
UNNAMED = re.compile(r"^(?:話者\d+|一同|全員|委員|議員|参加者|会場|司会|不明)$")
LEADING = re.compile("^(?:から|より|また|に|で|の|、|は)+")
FOLLOWING = 3
"""Place and hour of the next meeting may come in the sentences after its day."""


def find_date(said: Sequence[Sentence]) -> dt.date | None:
    """The first full date; None when none is said or it is not in the calendar."""
    for sentence in said:
        if "年" in sentence.text and (date := full_date(sentence.text)):
            return date
    return None


def find_place(said: Sequence[Sentence]) -> Mention | None:
    """Where one meets, as said at the opening."""
    for sentence in said:
        for pattern in rules.PLACE:
            match = pattern.search(sentence.text)
            if match and not rules.NEXT_MEETING.search(sentence.text):
                return _mention(sentence, match["place"].strip("、"))
    return None


def find_attendees(said: Sequence[Sentence], names: Mapping[str, str]) -> list[Mention]:
    """Who is said to attend or introduces himself at the opening, and the speakers who were given a name."""
    found: dict[str, Mention] = {}
    for sentence in said:
        for name in _listed(sentence.meant):
            if 0 < len(name) <= LONGEST_NAME:
                found.setdefault(name, _mention(sentence, name))
    for name, sentence in _named_speakers(said, names):
        if not any(_same(name, known) for known in found):
            found[name] = _mention(sentence, name)
    return list(found.values())


def find_next_meeting(said: Sequence[Sentence], date: dt.date | None) -> Meeting | None:
    """The last sentence that says when one meets again."""
    for position in range(len(said) - 1, -1, -1):
        match = rules.NEXT_MEETING.search(said[position].meant)
        when = rules.WHEN.search(match["rest"]) if match else None
        if when:
            after = "、".join(each.meant for each in said[position : position + FOLLOWING])
            where = rules.WHERE.search(after[after.find(when[0]) + len(when[0]) - 1 :])
            return Meeting(
                **_mention(said[position]).model_dump(),
                when=when[0].rstrip("、の"),
                date=day_of(when[0], date),
                where=LEADING.sub("", where["where"]).strip("、の") if where else None,
            )
    return None


def _listed(text: str) -> list[str]:
    match = rules.ATTENDEES.search(text)
    if match is None:
        return []
    names = [name.strip() for name in rules.NAME_SEPARATOR.split(match["names"])]
    return [name for name in names if not rules.HEADCOUNT.search(name)]


def _named_speakers(said: Iterable[Sentence], names: Mapping[str, str]) -> list[tuple[str, Sentence]]:
    first: dict[str, Sentence] = {}
    for sentence in said:
        name = names.get(sentence.speaker or "")
        if name and not UNNAMED.match(name):
            first.setdefault(name, sentence)
    return list(first.items())


def _same(name: str, known: str) -> bool:
    return name in known or known in name


def _mention(sentence: Sentence, text: str | None = None) -> Mention:
    return Mention(text=text or sentence.text, segment=sentence.segment, start=sentence.start)

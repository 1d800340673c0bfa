"""Find who does what by when."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.transcribe.minutes.calendar import day_of
from services.transcribe.minutes.duties import Duty, duty_of
from services.transcribe.minutes.evidence import chair_of, evidence
from services.transcribe.minutes.likeness import likeness
from services.transcribe.minutes.model import Mention, Task
from services.transcribe.minutes.people import SPEAKER, same_person, speaker_name
from services.transcribe.minutes.rules import tasks as rules
from services.transcribe.minutes.rules.meeting import NEXT_MEETING
from services.transcribe.minutes.rules.times import ONLY_DUE, VAGUE
from services.transcribe.minutes.sentences import Sentence
from services.transcribe.minutes.weights import Weights, shipped

__all__ = ["SPEAKER", "find_task", "find_tasks"]

UNLIKELY = 0.2
"""Below this the evidence is against a task that the rules see."""
SURE = 0.6
"""From here on it makes one that they do not see."""
APART = 2
"""Sentences between a task that the rules see and one that they do not."""
REACH = 3
"""A request is accepted, or its day named, within so many sentences."""
SHORT_DEED = 12
"""Characters up to which 「来週までに出します」 is about what was asked before it."""
AT_ONCE = 2
LEAST_TOPIC = 6
LIKE = 1 / 3
GOES_ON = re.compile("[うくすつむるぶぐ]$")


@dataclass
class Entry:
    """A task while the sentences after it may still complete it."""

    position: int
    task: Task
    accepted: int | None = None

    @property
    def promised(self) -> bool:
        """Its speaker took it on himself at once: nobody has to accept it."""
        return self.task.speaker is not None and self.task.accepted is None


def find_task(
    sentence: Sentence, date: dt.date | None = None, names: Mapping[str, str] | None = None
) -> Task | None:
    """The task that the sentence alone gives: a request or a promise that names a person or a day."""
    duty = duty_of(sentence)
    return _task(duty, date, names or {}) if duty.is_task else None


def find_tasks(
    said: Sequence[Sentence],
    date: dt.date | None = None,
    names: Mapping[str, str] | None = None,
    weights: Weights | None = None,
) -> list[Task]:
    """Every task, each once though it is asked for by one and accepted by another.

    `names` are the speakers' by their ids; `date` is the meeting's, from which days are reckoned.
    """
    chair, weights = chair_of(said), weights or shipped()
    likely = [weights.probability("task", evidence(said, at, chair)) for at in range(len(said))]
    seen = _entries(said, date, names or {}, likely)
    near = [at for each in seen for at in (each.position, each.accepted) if at is not None]
    also: list[int] = []
    for at, chance in enumerate(likely):
        if chance >= SURE and all(abs(at - other) > APART for other in near):
            also.append(at)
            near.append(at)
    entries = _entries(said, date, names or {}, likely, frozenset(also)) if also else seen
    return [entry.task for entry in entries]


def _entries(
    said: Sequence[Sentence],
    date: dt.date | None,
    names: Mapping[str, str],
    likely: Sequence[float],
    also: frozenset[int] = frozenset(),
) -> list[Entry]:
    """The tasks that the rules see and the evidence does not speak against; and those at `also`."""
    found: list[Entry] = []
    for position, sentence in enumerate(said):
        duty = duty_of(sentence, responds=_responds(said, position))
        last = found[-1] if found and position - found[-1].position <= REACH else None
        if last is not None and _completes(last, duty, said, position, names):
            _complete(last, duty, position, date, names)
        elif position in also and (not duty.offers or _is_welcome(said, position)):
            task = _task(duty, date, names, said[:position])
            own = {} if duty.asks or task.who else _of_speaker(sentence, names)
            found.append(Entry(position, task.model_copy(update=own)))
        elif likely[position] < UNLIKELY:
            continue
        elif duty.is_task or (duty.asks and len(duty.text) > LEAST_TOPIC and _is_taken(said, position)):
            found.append(Entry(position, _task(duty, date, names, said[:position])))
        elif duty.offers and _is_welcome(said, position):
            task = _task(duty, date, names, said[:position])
            found.append(Entry(position, task.model_copy(update=_of_speaker(sentence, names))))
    return found


def _of_speaker(sentence: Sentence, names: Mapping[str, str]) -> dict[str, str | None]:
    return {"who": speaker_name(sentence.speaker, names), "speaker": sentence.speaker}


def _task(
    duty: Duty, date: dt.date | None, names: Mapping[str, str], before: Sequence[Sentence] = ()
) -> Task:
    myself = duty.doer.myself if duty.doer else duty.promises
    who = speaker_name(duty.sentence.speaker, names) if myself else (duty.doer.who if duty.doer else None)
    due = duty.due["due"].strip("、の") if duty.due else None
    return Task(
        text=duty.sentence.text,
        segment=duty.sentence.segment,
        start=duty.sentence.start,
        who=who,
        what=duty.deed or _topic(before) or duty.sentence.text,
        due=due,
        due_date=day_of(due, date) if due else None,
        speaker=duty.sentence.speaker if myself else None,
    )


def _topic(before: Sequence[Sentence]) -> str:
    """What 「田中さん、お願いできますか」 is about: the sentence before it."""
    for sentence in reversed(before[-REACH:]):
        if len(sentence.text) > LEAST_TOPIC:
            return sentence.text
    return ""


def _completes(
    entry: Entry, duty: Duty, said: Sequence[Sentence], position: int, names: Mapping[str, str]
) -> bool:
    """Whether this sentence says of the task before it that it will be done, or by when."""
    if NEXT_MEETING.search(duty.text):
        return False
    if ONLY_DUE.match(duty.text):
        return entry.task.due is None
    asked, speaker = said[entry.position], duty.sentence.speaker
    if entry.promised:
        same = speaker == asked.speaker and position == entry.position + 1
        return same and entry.task.due is None and _says_when(duty)
    if duty.asks or (speaker is not None and speaker == asked.speaker):
        goes_on = position == entry.position + 1 and entry.task.due is None and not duty.doer
        return goes_on and bool(duty.due and rules.REPORTED.search(duty.text))
    if entry.accepted is not None:
        goes_on = position == entry.accepted + 1 and speaker == said[entry.accepted].speaker
        if goes_on and entry.task.due is None and _says_when(duty):
            return True
        same = goes_on and duty.doer is None and len(duty.deed) <= SHORT_DEED
        return duty.promises and (same or _alike(entry.task, duty))
    if rules.ACCEPTED.search(duty.sentence.meant):
        return True
    open_ = entry.task.who is None and position - entry.position <= AT_ONCE
    return duty.promises and (open_ or _answers(entry.task, speaker, names) or _alike(entry.task, duty))


def _complete(
    entry: Entry, duty: Duty, position: int, date: dt.date | None, names: Mapping[str, str]
) -> None:
    only = ONLY_DUE.match(duty.text)
    due = only or (duty.due if duty.promises or duty.asks or _says_when(duty) else None)
    changes: dict[str, Any] = {}
    sets_anew = not only and entry.accepted is None
    if due and (entry.task.due is None or (sets_anew and not VAGUE.match(due[0]))):
        said = (due["due"] or due["ready"]).strip("、の")
        changes = {"due": said, "due_date": day_of(said, date)}
    if not only and not duty.asks and entry.accepted is None:
        entry.accepted = position
        changes["accepted"] = _mention(duty.sentence)
        if entry.task.who is None and duty.sentence.speaker is not None:
            speaker = duty.sentence.speaker
            changes |= {"who": speaker_name(speaker, names), "speaker": speaker}
    entry.task = entry.task.model_copy(update=changes)


def _says_when(duty: Duty) -> bool:
    """「水曜までに返事をもらうようにします」 of what has just been promised."""
    return bool(duty.due and not duty.doer and GOES_ON.search(duty.text))


def _answers(task: Task, speaker: str | None, names: Mapping[str, str]) -> bool:
    return speaker is not None and same_person(task.who, names.get(speaker, speaker))


def _alike(task: Task, duty: Duty) -> bool:
    return likeness(task.what, duty.text) >= LIKE


def _is_taken(said: Sequence[Sentence], position: int) -> bool:
    """Whether somebody else at once accepts a request that named nobody."""
    asked = said[position]
    answer = next((s for s in said[position + 1 : position + REACH] if s.speaker != asked.speaker), None)
    if answer is None or answer.speaker is None:
        return False
    return bool(rules.ACCEPTED.search(answer.meant))


def _responds(said: Sequence[Sentence], position: int) -> bool:
    """Whether the sentence opens a turn that does not answer a question."""
    if position == 0:
        return False
    before, this = said[position - 1], said[position]
    if position > 1 and before.speaker == this.speaker and rules.THANKS.fullmatch(before.meant):
        return _responds(said, position - 1)
    return None not in (before.speaker, this.speaker) and (
        before.speaker != this.speaker and not before.text.endswith(("か", "？", "?", "の", "け"))
    )


def _is_welcome(said: Sequence[Sentence], position: int) -> bool:
    """Whether somebody else answers an offer with 「お願いします」."""
    answers = said[position + 1 : position + 1 + AT_ONCE]
    offered = said[position].speaker
    return any(each.speaker != offered and rules.WELCOMED.search(each.meant) for each in answers)


def _mention(sentence: Sentence) -> Mention:
    return Mention(text=sentence.text, segment=sentence.segment, start=sentence.start)

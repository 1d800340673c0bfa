"""Find who does what by when."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.transcribe.minutes.calendar import day_of
from services.transcribe.minutes.deeds import bare_deed
from services.transcribe.minutes.likeness import likeness
from services.transcribe.minutes.model import Mention, Task
from services.transcribe.minutes.people import SPEAKER, Doer, find_doer, same_person, speaker_name
from services.transcribe.minutes.rules import tasks as rules
from services.transcribe.minutes.rules.meeting import NEXT_MEETING
from services.transcribe.minutes.rules.people import CALLED_LAST, PUBLIC
from services.transcribe.minutes.rules.speech import CONNECTIVE
from services.transcribe.minutes.rules.times import DUE, ONLY_DUE
from services.transcribe.minutes.sentences import Sentence

__all__ = ["SPEAKER", "find_task", "find_tasks"]

REACH = 3
"""A request is accepted, or its day named, within so many sentences."""
LEAST_DEED = 3
LIKE = 1 / 3
TRAILING = re.compile(r"(?:んですが|のですが|ので|から|けど)?(?:よね|ね|よ|な)?$")
BLANK = "、"
LATER = re.compile("次回|来|月|日|週|年|曜|会|議")
GOES_ON = re.compile("[うくすつむるぶぐ]$")
GAP = re.compile("、{2,}")
DUE_TAIL = re.compile("(?:まで(?:に|には)?|中に|に|には|で|を目途に|をめどに)?、?")


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


@dataclass(frozen=True)
class Read:
    """A sentence and what it says of doing."""

    sentence: Sentence
    text: str
    doer: Doer | None
    due: re.Match[str] | None
    asks: bool
    promises: bool

    @property
    def is_task(self) -> bool:
        return (self.asks and bool(self.doer or self.due)) or self.promises


def find_task(
    sentence: Sentence, date: dt.date | None = None, names: Mapping[str, str] | None = None
) -> Task | None:
    """The task that the sentence alone gives: a request or a promise that names a person or a day."""
    read = _read(sentence)
    return _task(read, date, names or {}) if read.is_task else None


def find_tasks(
    said: Sequence[Sentence], date: dt.date | None = None, names: Mapping[str, str] | None = None
) -> list[Task]:
    """Every task, each once though it is asked for by one and accepted by another.

    `names` are the speakers' by their ids; `date` is the meeting's, from which days are reckoned.
    """
    found: list[Entry] = []
    for position, sentence in enumerate(said):
        read = _read(sentence)
        last = found[-1] if found and position - found[-1].position <= REACH else None
        if last is not None and _completes(last, read, said, position, names or {}):
            _complete(last, read, position, date)
        elif read.is_task:
            found.append(Entry(position, _task(read, date, names or {}, said[:position])))
        elif read.asks and (taker := _taker(said, position)):
            task = _task(read, date, names or {}, said[:position])
            changes = {"who": speaker_name(taker.speaker, names or {}), "speaker": taker.speaker}
            found.append(Entry(position, task.model_copy(update=changes)))
    return [entry.task for entry in found]


def _read(sentence: Sentence) -> Read:
    text = TRAILING.sub("", _called_first(sentence.meant))
    requested = bool(rules.REQUEST.search(text))
    due = _due(text)
    doer = find_doer(_without(text, due), asked=requested)
    asks = requested and not _idle_request(text, doer, due)
    offered = bool(rules.OFFERED.search(sentence.meant) and rules.HANDS.search(text))
    return Read(sentence, text, doer, due, asks, not asks and _promises(text, doer, due, offered=offered))


def _without(text: str, due: re.Match[str] | None) -> str:
    """With the day blanked out: the 協議会 of 「次の協議会で」 is no doer."""
    return text[: due.start("due")] + BLANK * len(due["due"]) + text[due.end("due") :] if due else text


def _called_first(text: str) -> str:
    """「まとめてください、野口さん」 as 「野口さん、まとめてください」."""
    match = CALLED_LAST.search(text)
    return f"{match['who']}、{text[: match.start()]}" if match else text


def _idle_request(text: str, doer: Doer | None, due: re.Match[str] | None) -> bool:
    """Courtesy, a thing of the moment, a standing offer, or the next meeting."""
    if rules.GREETING.search(text) or NEXT_MEETING.search(text) or PUBLIC.search(text):
        return True
    if rules.NOW.search(text) and not (due and LATER.search(due[0])):
        return True
    if not due and rules.CALLED_ON.search(text):
        return True
    return (
        bool(rules.GENERIC.search(text)) and not due and not (doer and not doer.myself and "は" not in text)
    )


def _promises(text: str, doer: Doer | None, due: re.Match[str] | None, *, offered: bool = False) -> bool:
    if rules.QUESTION.search(text) or rules.ROUTINE.search(text) or NEXT_MEETING.search(text):
        return False
    if rules.ASSIGNED.search(text) and doer:
        return True
    if rules.PLAIN_DEED.search(text):
        return bool(doer) and not rules.GENERIC.search(text)
    if offered:
        return not rules.GENERIC.search(text) and not rules.NOT_A_PROMISE.search(text)
    if not rules.PROMISE.search(text) or (rules.GENERIC.search(text) and not due):
        return False
    if rules.NOT_A_PROMISE.search(text) and not _reports_later(text, doer, due):
        return False
    if rules.STRONG_PROMISE.search(text):
        return bool(doer or due or len(text) > 2 * LEAST_DEED)
    return bool(doer or due or rules.FUTURE.search(text))


def _reports_later(text: str, doer: Doer | None, due: re.Match[str] | None) -> bool:
    reports = re.search(r"(?:報告|説明|提案|お答え)(?:いた|致)?します$", text)
    return bool(reports and (due or (doer and rules.THEN_REPORTED.search(text))))


def _due(text: str) -> re.Match[str] | None:
    return next((match for pattern in DUE if (match := pattern.search(text))), None)


def _task(
    read: Read, date: dt.date | None, names: Mapping[str, str], before: Sequence[Sentence] = ()
) -> Task:
    myself = read.doer.myself if read.doer else read.promises
    who = speaker_name(read.sentence.speaker, names) if myself else (read.doer.who if read.doer else None)
    due = read.due["due"].strip("、の") if read.due else None
    return Task(
        text=read.sentence.text,
        segment=read.sentence.segment,
        start=read.sentence.start,
        who=who,
        what=_deed(read) or _topic(before) or read.sentence.text,
        due=due,
        due_date=day_of(due, date) if due else None,
        speaker=read.sentence.speaker if myself else None,
    )


def _deed(read: Read) -> str:
    """The sentence without the person, the day and the polite ending; empty when nothing is left."""
    text = read.text
    spans = [(read.doer.start, read.doer.end)] if read.doer else []
    if read.due:
        tail = DUE_TAIL.match(text[read.due.end("due") :])
        spans.append((read.due.start("due"), read.due.end("due") + (tail.end() if tail else 0)))
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + text[end:]
    return bare_deed(GAP.sub("、", CONNECTIVE.sub("", text.strip("、"))).strip("、"))


def _topic(before: Sequence[Sentence]) -> str:
    """What 「田中さん、お願いできますか」 is about: the sentence before it."""
    for sentence in reversed(before[-REACH:]):
        if len(sentence.text) > 2 * LEAST_DEED:
            return sentence.text
    return ""


def _completes(
    entry: Entry, read: Read, said: Sequence[Sentence], position: int, names: Mapping[str, str]
) -> bool:
    """Whether this sentence says of the task before it that it will be done, or by when."""
    if ONLY_DUE.match(read.text):
        return entry.task.due is None
    asked, speaker = said[entry.position], read.sentence.speaker
    if entry.promised:
        same = speaker == asked.speaker and position == entry.position + 1
        return same and entry.task.due is None and _says_when(read)
    if read.asks or (speaker is not None and speaker == asked.speaker):
        return False
    if entry.accepted is not None:
        goes_on = position == entry.accepted + 1 and speaker == said[entry.accepted].speaker
        if goes_on and entry.task.due is None and _says_when(read):
            return True
        return read.promises and (_alike(entry.task, read) or (goes_on and not _names_anew(read)))
    if rules.ACCEPTED.search(read.sentence.meant):
        return True
    return read.promises and (_answers(entry.task, speaker, names) or _alike(entry.task, read))


def _complete(entry: Entry, read: Read, position: int, date: dt.date | None) -> None:
    only = ONLY_DUE.match(read.text)
    due = only or (read.due if read.promises or _says_when(read) else None)
    changes: dict[str, Any] = {}
    sets_anew = not only and entry.accepted is None
    if due and (entry.task.due is None or sets_anew):
        said = (due["due"] or due["ready"]).strip("、の")
        changes = {"due": said, "due_date": day_of(said, date)}
    if not only and entry.accepted is None:
        entry.accepted = position
        changes["accepted"] = _mention(read.sentence)
    entry.task = entry.task.model_copy(update=changes)


def _says_when(read: Read) -> bool:
    """「水曜までに返事をもらうようにします」 of what has just been promised."""
    return bool(read.due and not read.doer and GOES_ON.search(read.text))


def _names_anew(read: Read) -> bool:
    """A doer of its own is a task of its own."""
    return read.doer is not None


def _answers(task: Task, speaker: str | None, names: Mapping[str, str]) -> bool:
    return speaker is not None and same_person(task.who, names.get(speaker, speaker))


def _alike(task: Task, read: Read) -> bool:
    return likeness(task.what, read.text) >= LIKE


def _taker(said: Sequence[Sentence], position: int) -> Sentence | None:
    """Who at once accepts a request that named nobody."""
    if position + 1 >= len(said):
        return None
    answer, asked = said[position + 1], said[position]
    other = answer.speaker is not None and answer.speaker != asked.speaker
    return answer if other and rules.ACCEPTED.search(answer.meant) else None


def _mention(sentence: Sentence) -> Mention:
    return Mention(text=sentence.text, segment=sentence.segment, start=sentence.start)

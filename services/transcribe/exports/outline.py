"""The minutes as headings and lines, the same in every document format."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from services.transcribe.clock import clock
from services.transcribe.minutes import Decision, Draft, Mention, Minutes, Task
from services.transcribe.schemas import Transcript

DRAFT = "音声から自動で作成した下書きです。録音と照らし合わせて確認してください。"
NONE_FOUND = "（自動では見つかりませんでした）"
AI_DRAFT = "要約（下書き・AI）"
AI_NOTE = "AIが作成した下書きです。内容を必ず録音や全文と照らし合わせてください。"
TASK_HEAD = ("担当", "内容", "期限", "時刻")
DECIDING = re.compile(
    r"(?<=[うくすつぬむるぐぶい])こと(?:に|で|と)(?:(?:決定|決まり|決め|決し|合意)?(?:いた)?(?:しました|します|する|ました|ましょう|です|しよう))$"
)
EXACT_DAY = re.compile(r"\d+月\d+日")


@dataclass(frozen=True)
class Section:
    heading: str
    lines: list[str]


def speaker_names(transcript: Transcript) -> dict[str, str]:
    """What to call each speaker's id."""
    return {speaker.id: speaker.name for speaker in transcript.speakers}


def header_rows(transcript: Transcript, minutes: Minutes) -> list[tuple[str, str]]:
    """The table at the top: (label, value)."""
    return [
        ("会議名", minutes.title),
        ("開催日", japanese_date(minutes)),
        ("場所", place(transcript) or "（未記入）"),
        ("出席者", attendees(minutes) or "（未記入）"),
        ("次回", next_meeting(minutes) or "（未定）"),
        ("録音時間", clock(transcript.duration)),
    ]


def place(transcript: Transcript) -> str:
    """Where the meeting was, as it was given, else as it was said; empty when neither."""
    said = transcript.found_minutes.place
    return transcript.place or (said.text if said else "")


def attendees(minutes: Minutes) -> str:
    return "、".join(person.text for person in minutes.attendees)


def next_meeting(minutes: Minutes) -> str:
    """When and where one meets again; empty when it was not found."""
    found = minutes.next_meeting
    return "　".join(filter(None, (found.when, found.where))) if found else ""


def sections(minutes: Minutes) -> Iterator[Section]:
    """What comes before the full text. Tasks are apart: a table where the format has one."""
    if minutes.draft:
        yield Section(AI_DRAFT, list(draft_lines(minutes.draft)))
    yield Section("議題", [_line(item) for item in minutes.agenda])
    yield Section("決定事項", [decision_line(decision) for decision in minutes.decisions])


def draft_lines(draft: Draft) -> Iterator[str]:
    """The machine's summary, each part marked, with what in it does not occur in the transcript."""
    yield f"{AI_NOTE}（{draft.model}、{draft.made_at:%Y年%-m月%-d日}）"
    yield from _draft_part("全体", draft.text, draft.doubtful)
    for section in draft.sections:
        yield from _draft_part(section.heading, section.text, section.doubtful)


def _draft_part(heading: str, text: str, doubtful: list[str]) -> Iterator[str]:
    yield f"【{heading}】{text}"
    if doubtful:
        yield f"【要確認】全文に見当たらない語：{'、'.join(doubtful)}"


def decision_line(decision: Decision) -> str:
    about = f"（{decision.about}）" if decision.about and decision.about not in decision.text else ""
    return f"{decided(decision)}{about}（{clock(decision.start)}）"


def decided(decision: Decision) -> str:
    """What was decided, without the words of deciding: 「8時まで延長する」."""
    return DECIDING.sub("", decision.text)


def task_rows(transcript: Transcript) -> list[tuple[str, str, str, str]]:
    """(who, what, by when, at which second) of every task."""
    names = speaker_names(transcript)
    return [_task_row(task, names) for task in transcript.found_minutes.tasks]


def _task_row(task: Task, names: dict[str, str]) -> tuple[str, str, str, str]:
    who = names.get(task.speaker or "", task.who)
    return (who or "（未定）", task.what, due(task) or "（期限なし）", clock(task.start))


def due(task: Task) -> str:
    """As it was said, with the day that it means where that is not the same."""
    if task.due is None:
        return ""
    day = task.due_date
    return f"{task.due}（{day.month}月{day.day}日）" if day and not EXACT_DAY.search(task.due) else task.due


def japanese_date(minutes: Minutes) -> str:
    date = minutes.date
    if date is None:
        return "（未記入）"
    return f"{date.year}年{date.month}月{date.day}日（{'月火水木金土日'[date.weekday()]}）"


def _line(mention: Mention) -> str:
    return f"{mention.text}（{clock(mention.start)}）"

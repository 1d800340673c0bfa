"""The minutes as headings and lines, the same in every document format."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.transcribe.clock import clock
from services.transcribe.minutes import Mention, Minutes, Task
from services.transcribe.schemas import Segment, Transcript

DRAFT = "音声から自動で作成した下書きです。録音と照らし合わせて確認してください。"
NONE_FOUND = "（自動では見つかりませんでした）"


@dataclass(frozen=True)
class Section:
    heading: str
    lines: list[str]


def header_rows(transcript: Transcript, minutes: Minutes) -> list[tuple[str, str]]:
    """The table at the top: (label, value)."""
    attendees = "、".join(person.text for person in minutes.attendees)
    when = minutes.next_meeting.when if minutes.next_meeting else None
    return [
        ("会議名", minutes.title),
        ("開催日", japanese_date(minutes)),
        ("出席者", attendees or "（未記入）"),
        ("次回", when or "（未定）"),
        ("録音時間", clock(transcript.duration)),
    ]


def sections(minutes: Minutes) -> Iterator[Section]:
    """What comes before the full text. Tasks are apart: a table where the format has one."""
    yield Section("議題", [_line(item) for item in minutes.agenda])
    yield Section("決定事項", [_line(decision) for decision in minutes.decisions])


def task_row(task: Task) -> tuple[str, str, str, str]:
    return (task.who or "（未定）", task.what, task.due or "（期限なし）", clock(task.start))


def full_text_line(segment: Segment) -> tuple[str, str]:
    """(time, text) of one segment, with the speaker where known."""
    text = f"{segment.speaker}：{segment.text}" if segment.speaker else segment.text
    return clock(segment.start), text


def japanese_date(minutes: Minutes) -> str:
    date = minutes.date
    if date is None:
        return "（未記入）"
    return f"{date.year}年{date.month}月{date.day}日（{'月火水木金土日'[date.weekday()]}）"


def _line(mention: Mention) -> str:
    return f"{mention.text}（{clock(mention.start)}）"

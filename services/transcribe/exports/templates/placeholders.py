"""The placeholders of a template: their names, and what stands in their place."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from pydantic import BaseModel

from services.transcribe.clock import clock
from services.transcribe.exports import outline
from services.transcribe.exports.options import ExportOptions
from services.transcribe.exports.speech import Spoken, Turn, spoken, turns
from services.transcribe.schemas import Transcript

PLACEHOLDER = re.compile(r"[{｛]{2}\s*([^{}｛｝]{1,30}?)\s*[}｝]{2}")

SINGLES = {
    "会議名": "会議の名前",
    "開催日": "2026年11月13日（金）の形",
    "場所": "会議の場所",
    "出席者": "読点で区切った出席者",
    "次回": "次回の日時と場所",
    "次回日時": "次回の日時",
    "次回場所": "次回の場所",
    "録音時間": "録音の長さ",
    "要約": "AIによる要約（下書き・AI と表示。作っていなければ空）",
}
LISTS = {
    "出席者一覧": "出席者を1人1段落で",
    "議題": "議題を1件1段落で",
    "決定事項": "決定事項を1件1段落で",
    "宿題": "担当・内容・期限を1件1段落で",
    "経過": "議題の見出しと、一人の続けた発言を1段落で",
    "全文": "時刻・話者・発言を1つ1段落で",
}
ROWS = {
    "議題": ("番号", "内容", "時刻"),
    "決定事項": ("番号", "内容", "時刻"),
    "宿題": ("番号", "担当", "内容", "期限", "時刻"),
    "全文": ("時刻", "議題", "話者", "発言"),
}
"""In a table, `{{宿題.担当}}` and its kind: the row is repeated."""
ALIASES = {
    "title": "会議名",
    "date": "開催日",
    "place": "場所",
    "attendees": "出席者",
    "attendee_list": "出席者一覧",
    "next": "次回",
    "next.when": "次回日時",
    "next.where": "次回場所",
    "duration": "録音時間",
    "summary": "要約",
    "agenda": "議題",
    "decisions": "決定事項",
    "tasks": "宿題",
    "discussion": "経過",
    "transcript": "全文",
    "todo": "宿題",
    "number": "番号",
    "who": "担当",
    "what": "内容",
    "text": "内容",
    "due": "期限",
    "time": "時刻",
    "item": "議題",
    "speaker": "話者",
    "said": "発言",
}
"""English names, of a placeholder as a whole or of either side of its dot."""


class Values(BaseModel, frozen=True):
    """What stands in the place of each placeholder; plain data, so that it can travel to the sandbox."""

    singles: dict[str, str]
    lists: dict[str, list[str]]
    rows: dict[str, list[dict[str, str]]]


def canonical(name: str) -> str:
    """The Japanese name of a placeholder, whatever width or language it is written in."""
    plain = unicodedata.normalize("NFKC", name).strip().lower().replace(" ", "")
    plain = plain.replace("todo", "宿題").replace("・", ".")
    if plain in ALIASES:
        return ALIASES[plain]
    return ".".join(ALIASES.get(part, part) for part in plain.split("."))


def is_known(name: str) -> bool:
    group, dot, part = name.partition(".")
    return part in ROWS.get(group, ()) if dot else name in SINGLES or name in LISTS


def values_of(transcript: Transcript, options: ExportOptions) -> Values:
    """Every value that a template may ask for."""
    said = [each for each in spoken(transcript, options) if each.text or each.item]
    rows = _rows(transcript, said)
    minutes = transcript.found_minutes
    lists = {
        "出席者一覧": [person.text for person in minutes.attendees],
        "議題": [row["内容"] for row in rows["議題"]],
        "決定事項": [row["内容"] for row in rows["決定事項"]],
        "宿題": [f"{row['担当']}　{row['内容']}　期限：{row['期限']}" for row in rows["宿題"]],
        "経過": [line for turn in turns(said) for line in _course(turn)],
        "全文": [f"[{each.time}] {each.line}" for each in said if each.text],
    }
    return Values(singles=_singles(transcript), lists=lists, rows=rows)


def _singles(transcript: Transcript) -> dict[str, str]:
    minutes = transcript.found_minutes
    following, draft = minutes.next_meeting, minutes.draft
    return {
        "会議名": minutes.title,
        "開催日": outline.japanese_date(minutes),
        "場所": outline.place(transcript),
        "出席者": outline.attendees(minutes),
        "次回": outline.next_meeting(minutes),
        "次回日時": (following.when or "") if following else "",
        "次回場所": (following.where or "") if following else "",
        "録音時間": clock(transcript.duration),
        "要約": "\n".join([outline.AI_DRAFT, *outline.draft_lines(draft)]) if draft else "",
    }


def _rows(transcript: Transcript, said: Sequence[Spoken]) -> dict[str, list[dict[str, str]]]:
    minutes = transcript.found_minutes
    tasks = [dict(zip(outline.TASK_HEAD, row, strict=True)) for row in outline.task_rows(transcript)]
    decisions = [(outline.decided(each), clock(each.start)) for each in minutes.decisions]
    agenda = [(each.text, clock(each.start)) for each in minutes.agenda]
    return {
        "議題": _numbered({"内容": text, "時刻": time} for text, time in agenda),
        "決定事項": _numbered({"内容": text, "時刻": time} for text, time in decisions),
        "宿題": _numbered(tasks),
        "全文": list(_spoken_rows(said)),
    }


def _numbered(rows: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    return [{"番号": str(number)} | row for number, row in enumerate(rows, 1)]


def _spoken_rows(said: Sequence[Spoken]) -> list[dict[str, str]]:
    rows, item = [], ""
    for each in said:
        item = each.item or item
        if each.text:
            rows.append({"時刻": each.time, "議題": item, "話者": each.speaker, "発言": each.body})
    return rows


def _course(turn: Turn) -> list[str]:
    lines = [f"【{turn.first.item}】"] if turn.first.item else []
    return [*lines, turn.line] if turn.line else lines

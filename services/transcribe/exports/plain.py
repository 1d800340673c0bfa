"""Plain text minutes, UTF-8 with the CR LF that Windows' Notepad expects."""

from collections.abc import Iterator

from services.transcribe.exports.outline import (
    DRAFT,
    NONE_FOUND,
    full_text_line,
    header_rows,
    sections,
    task_row,
)
from services.transcribe.schemas import Transcript


def plain_export(transcript: Transcript) -> bytes:
    return "\r\n".join([*_lines(transcript), ""]).encode()


def _lines(transcript: Transcript) -> Iterator[str]:
    minutes = transcript.found_minutes
    yield from (f"{label}　{value}" for label, value in header_rows(transcript, minutes))
    yield DRAFT
    for section in sections(minutes):
        yield from ("", f"【{section.heading}】", *(f"・{line}" for line in section.lines or [NONE_FOUND]))
    yield from ("", "【宿題・TODO】")
    rows = [task_row(task) for task in minutes.tasks]
    yield from (f"・{who}　{what}　期限：{due}（{time}）" for who, what, due, time in rows)
    if not rows:
        yield f"・{NONE_FOUND}"
    yield from ("", "【全文】")
    for segment in transcript.segments:
        time, text = full_text_line(segment)
        yield f"[{time}] {text}"

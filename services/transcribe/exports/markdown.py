"""Minutes in Markdown."""

import re
from collections.abc import Iterable, Iterator

from services.transcribe.exports.outline import (
    DRAFT,
    NONE_FOUND,
    full_text_line,
    header_rows,
    sections,
    task_row,
)
from services.transcribe.schemas import Transcript

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def markdown_export(transcript: Transcript) -> bytes:
    return "\n".join([*_lines(transcript), ""]).encode()


def _lines(transcript: Transcript) -> Iterator[str]:
    minutes = transcript.found_minutes
    yield from (f"# {_plain(minutes.title)}", "", f"> {DRAFT}", "")
    yield from _table(("項目", "内容"), header_rows(transcript, minutes))
    for section in sections(minutes):
        yield from ("", f"## {section.heading}", "")
        yield from (f"- {_plain(line)}" for line in section.lines or [NONE_FOUND])
    yield from ("", "## 宿題・TODO", "")
    rows = [task_row(task) for task in minutes.tasks]
    yield from _table(("担当", "内容", "期限", "時刻"), rows) if rows else [f"- {NONE_FOUND}"]
    yield from ("", "## 全文", "")
    for segment in transcript.segments:
        time, text = full_text_line(segment)
        yield f"- `{time}` {_plain(text)}"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield f"| {' | '.join(_plain(cell) for cell in row)} |"


def _plain(text: str) -> str:
    """Text that stays text: no markup of its own, on one line."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))

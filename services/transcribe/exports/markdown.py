"""Minutes in Markdown."""

import re
from collections.abc import Iterable, Iterator

from services.transcribe.exports.options import DEFAULT, ExportOptions
from services.transcribe.exports.outline import DRAFT, NONE_FOUND, TASK_HEAD, header_rows, sections, task_rows
from services.transcribe.exports.speech import spoken
from services.transcribe.schemas import Transcript

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def markdown_export(transcript: Transcript, options: ExportOptions = DEFAULT) -> bytes:
    return "\n".join([*_lines(transcript, options), ""]).encode()


def _lines(transcript: Transcript, options: ExportOptions) -> Iterator[str]:
    minutes = transcript.found_minutes
    yield from (f"# {_plain(minutes.title)}", "", f"> {DRAFT}", "")
    yield from _table(("項目", "内容"), header_rows(transcript, minutes))
    for section in sections(minutes):
        yield from ("", f"## {section.heading}", "")
        yield from (f"- {_plain(line)}" for line in section.lines or [NONE_FOUND])
    yield from ("", "## 宿題・TODO", "")
    rows = task_rows(transcript)
    yield from _table(TASK_HEAD, rows) if rows else [f"- {NONE_FOUND}"]
    yield from ("", "## 全文", "")
    for each in spoken(transcript, options):
        if each.item:
            yield from ("", f"### {_plain(each.item)}", "")
        if each.text:
            yield f"- `{each.time}` {_plain(each.line)}"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield f"| {' | '.join(_plain(cell) for cell in row)} |"


def _plain(text: str) -> str:
    """Text that stays text: no markup of its own, on one line."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))

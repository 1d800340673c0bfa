"""Plain text minutes, UTF-8 with the CR LF that Windows' Notepad expects."""

from collections.abc import Iterator

from services.transcribe.exports.options import DEFAULT, ExportOptions
from services.transcribe.exports.outline import DRAFT, NONE_FOUND, header_rows, sections, task_rows
from services.transcribe.exports.speech import spoken
from services.transcribe.schemas import Transcript


def plain_export(transcript: Transcript, options: ExportOptions = DEFAULT) -> bytes:
    return "\r\n".join([*_lines(transcript, options), ""]).encode()


def _lines(transcript: Transcript, options: ExportOptions) -> Iterator[str]:
    minutes = transcript.found_minutes
    yield from (f"{label}　{value}" for label, value in header_rows(transcript, minutes))
    yield DRAFT
    for section in sections(minutes):
        yield from ("", f"【{section.heading}】", *(f"・{line}" for line in section.lines or [NONE_FOUND]))
    yield from ("", "【宿題・TODO】")
    rows = task_rows(transcript)
    yield from (f"・{who}　{what}　期限：{due}（{time}）" for who, what, due, time in rows)
    if not rows:
        yield f"・{NONE_FOUND}"
    yield from ("", "【全文】")
    for each in spoken(transcript, options):
        if each.item:
            yield from ("", f"■ {each.item}")
        if each.text:
            yield f"[{each.time}] {each.line}"

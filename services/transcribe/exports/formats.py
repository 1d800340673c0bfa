"""Every export format: its media type and what writes it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from common.files import plain_name
from services.transcribe.exports.data import json_export
from services.transcribe.exports.docx import docx_export
from services.transcribe.exports.markdown import markdown_export
from services.transcribe.exports.plain import plain_export
from services.transcribe.exports.subtitles import srt, vtt
from services.transcribe.schemas import Transcript

ExportFormat = Literal["docx", "txt", "md", "srt", "vtt", "json"]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORBIDDEN = str.maketrans('/\\:*?"<>|', "／＼：＊？”＜＞｜")


@dataclass(frozen=True)
class Export:
    media_type: str
    write: Callable[[Transcript], bytes]


FORMATS: dict[ExportFormat, Export] = {
    "docx": Export(DOCX, docx_export),
    "txt": Export("text/plain; charset=utf-8", plain_export),
    "md": Export("text/markdown; charset=utf-8", markdown_export),
    "srt": Export("application/x-subrip; charset=utf-8", lambda t: srt(t.segments).encode()),
    "vtt": Export("text/vtt; charset=utf-8", lambda t: vtt(t.segments).encode()),
    "json": Export("application/json", json_export),
}


def file_name(title: str, suffix: str) -> str:
    """A name that Windows takes too, from the title of the meeting."""
    return f"{plain_name(title.translate(FORBIDDEN))[:100]}.{suffix}"

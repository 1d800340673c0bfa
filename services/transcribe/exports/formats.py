"""Every export format: its media type and what writes it."""

from dataclasses import dataclass
from typing import Literal, Protocol

from common.files import plain_name
from services.transcribe.exports.data import json_export
from services.transcribe.exports.docx import docx_export
from services.transcribe.exports.markdown import markdown_export
from services.transcribe.exports.options import ExportOptions
from services.transcribe.exports.plain import plain_export
from services.transcribe.exports.subtitles import srt_export, vtt_export
from services.transcribe.exports.xlsx import xlsx_export
from services.transcribe.schemas import Transcript
from services.transcribe.text.style import Style

ExportFormat = Literal["docx", "xlsx", "txt", "md", "srt", "vtt", "json"]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORBIDDEN = str.maketrans('/\\:*?"<>|', "／＼：＊？”＜＞｜")


class Writer(Protocol):
    def __call__(self, transcript: Transcript, options: ExportOptions = ..., /) -> bytes: ...


@dataclass(frozen=True)
class Export:
    media_type: str
    write: Writer
    style: Style = "cleaned"
    """The one that is usual in the format."""


FORMATS: dict[ExportFormat, Export] = {
    "docx": Export(DOCX, docx_export),
    "xlsx": Export(XLSX, xlsx_export),
    "txt": Export("text/plain; charset=utf-8", plain_export),
    "md": Export("text/markdown; charset=utf-8", markdown_export),
    "srt": Export("application/x-subrip; charset=utf-8", srt_export, "verbatim"),
    "vtt": Export("text/vtt; charset=utf-8", vtt_export, "verbatim"),
    "json": Export("application/json", json_export),
}


def file_name(title: str, suffix: str) -> str:
    """A name that Windows takes too, from the title of the meeting."""
    return f"{plain_name(title.translate(FORBIDDEN))[:100]}.{suffix}"

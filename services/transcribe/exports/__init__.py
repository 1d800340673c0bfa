"""A finished transcript as a file: docx, xlsx, txt, md, srt, vtt, json."""

from services.transcribe.exports.formats import FORMATS, ExportFormat, file_name
from services.transcribe.exports.options import ExportOptions

__all__ = ["FORMATS", "ExportFormat", "ExportOptions", "file_name"]

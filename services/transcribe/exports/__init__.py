"""A finished transcript as a file: docx, txt, md, srt, vtt, json."""

from services.transcribe.exports.formats import FORMATS, ExportFormat, file_name

__all__ = ["FORMATS", "ExportFormat", "file_name"]

"""What a file is to hold, and how what was said is written in it."""

from dataclasses import dataclass
from pathlib import Path

from services.transcribe.text.style import Style


@dataclass(frozen=True)
class ExportOptions:
    style: Style = "cleaned"
    """verbatim, cleaned (without fillers) or dearu (常体)."""
    corrections: bool = False
    """Whether to list what the vocabulary changed, in an appendix (docx and xlsx)."""
    template: Path | None = None
    """A checked docx template to fill in, instead of the built-in layout (docx)."""


DEFAULT = ExportOptions()

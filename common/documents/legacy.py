"""Office files of before 2007, and binary workbooks: converted by LibreOffice, then read as their successors."""

from importlib import import_module
from pathlib import Path
from typing import cast

from common.documents.model import Document
from common.documents.office import converted
from common.documents.sniffing import sniff

SUCCESSORS = {"doc": "docx", "xls": "xlsx", "ppt": "pptx", "xlsb": "xlsx"}


def read(path: Path) -> Document:
    """The document as its successor's adapter reads it. Raises UnsupportedFormat or BrokenFile."""
    kind = sniff(path)
    target = SUCCESSORS[kind]
    with converted(path, kind, target) as result:
        return cast(Document, import_module(f"common.documents.{target}").read(result))

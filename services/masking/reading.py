"""A file as segments to search, its name among them."""

from pathlib import Path, PurePath

from common.documents import Document, Place, Recognizer, Segment, read
from common.settings import SandboxSettings

NAME = "file-name"
"""Id of the segment that is the file's name; nothing in the file itself is called so."""


def read_segments(
    path: Path, name: str, limits: SandboxSettings, recognizer: Recognizer | None = None
) -> tuple[Document, list[Segment]]:
    """The document, and its segments after one for the name without its suffix."""
    document = read(path, name=name, limits=limits, recognizer=recognizer)
    return document, [Segment(id=NAME, text=PurePath(name).stem, place=Place(part=NAME)), *document.segments]

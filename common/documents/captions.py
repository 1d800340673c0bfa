"""Subtitles, SubRip and WebVTT: a segment a caption; times, settings, styles and comments are left as they are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from common.documents.edits import EditsBySegment, apply, by_segment, replaced
from common.documents.encoding import readable
from common.documents.model import Document, Edit, Place, Report, Segment
from common.documents.text import damage_notes, load, save

CAPTION = re.compile(r"^[^\n]*-->[^\n]*\n((?:[^\S\n]*[^\s\n][^\n]*(?:\n|\Z))+)", re.MULTILINE)
SPEAKER = re.compile(r"(?:<v[^>]*>)?(.*?)(?:</v>)?\s*\Z", re.DOTALL)
"""WebVTT's voice around a whole caption."""


@dataclass(frozen=True)
class Caption:
    start: int
    end: int
    segment: Segment


def read(path: Path) -> Document:
    """Captions as `C1`, `C2`..., their lines parted by line ends."""
    decoded = load(path)
    return Document(
        format="srt",
        segments=[each.segment for each in _captions(_lines(decoded.text))],
        metadata={"encoding": decoded.encoding},
        unread=damage_notes(decoded),
    )


def rewrite(path: Path, edits: Sequence[Edit], out: Path, *, scrub: bool) -> Report:  # noqa: ARG001 - never for disclosure
    """Captions replaced; a blank line inside one would end it, so none is written."""
    decoded = load(path)
    text = _lines(decoded.text)
    found = list(_captions(text))
    edits_of = by_segment(edits, [each.segment for each in found])
    written = replaced(text, ((each.start, each.end, _changed(each, text, edits_of)) for each in found))
    newline = "\r\n" if "\r\n" in decoded.text else "\n"
    return save(decoded, written.replace("\n", newline), out, len(edits))


def _changed(caption: Caption, text: str, edits_of: EditsBySegment) -> str:
    changed = apply(text[caption.start : caption.end], edits_of.get(caption.segment.id, ()))
    return re.sub(r"\n\s*\n", "\n", changed)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")


def _captions(text: str) -> Iterator[Caption]:
    for number, match in enumerate(CAPTION.finditer(text), start=1):
        inner = SPEAKER.match(text, match.start(1), match.end(1))
        assert inner is not None  # noqa: S101 - it may match nothing
        start, end = inner.span(1)
        if text[start:end].strip():
            place = Place(line=text.count("\n", 0, start) + 1)
            yield Caption(start, end, Segment(id=f"C{number}", text=readable(text[start:end]), place=place))

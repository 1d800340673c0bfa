"""Cut a transcript into sentences, though Whisper often leaves the full stops out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from services.transcribe.minutes.rules import FILLERS, SENTENCE_END

JOIN_SECONDS = 1.0
BREAKS = re.compile(r"(?<=[。．！？!?])\s*|\s+")
SPACES = re.compile(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])")


class Timed(Protocol):
    """What a segment of speech has; read-only, so that any frozen model fits."""

    @property
    def id(self) -> str: ...
    @property
    def start(self) -> float: ...
    @property
    def end(self) -> float: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True)
class Sentence:
    text: str
    """Without fillers, inner spaces and the closing full stop."""
    segment: str
    start: float


def sentences(segments: Iterable[Timed]) -> Iterator[Sentence]:
    """The sentences in order, each with the segment in which it begins.

    A piece without an ending runs on into the next one, unless silence lies between them.
    """
    begun: Sentence | None = None
    before = 0.0
    for segment in segments:
        if begun is not None and segment.start - before > JOIN_SECONDS:
            yield _closed(begun)
            begun = None
        for piece in _pieces(segment.text):
            begun = _extended(begun, piece, segment)
            if SENTENCE_END.search(piece):
                yield _closed(begun)
                begun = None
        before = segment.end
    if begun is not None:
        yield _closed(begun)


def _pieces(text: str) -> list[str]:
    return [piece for piece in BREAKS.split(text) if piece]


def _extended(begun: Sentence | None, piece: str, segment: Timed) -> Sentence:
    if begun is None:
        return Sentence(piece, segment.id, segment.start)
    return Sentence(f"{begun.text} {piece}", begun.segment, begun.start)


def _closed(sentence: Sentence) -> Sentence:
    return Sentence(cleaned(sentence.text), sentence.segment, sentence.start)


def cleaned(text: str) -> str:
    """Without fillers, spaces between Japanese characters, and the closing full stop."""
    without = FILLERS.sub("", text)
    return SPACES.sub("", without).strip().rstrip("。．")

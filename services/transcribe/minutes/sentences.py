"""Cut a transcript into sentences, though Whisper often leaves the full stops out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from services.transcribe.minutes.rules.speech import FILLERS, PLAIN_END, RUN_ON, SENTENCE_END, meant
from services.transcribe.text.punctuation import punctuated_text
from services.transcribe.text.style import styled

STOP = re.compile("[。．！？!?]")
JOIN_SECONDS = 1.0
BREAKS = re.compile(r"(?<=[。．！？!?])\s*|\s+")
SPACES = re.compile(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])")


class Timed(Protocol):
    """What a segment of speech has; read-only, so that any frozen model fits.

    It may also have a `speaker`, the id of who says it, and `marks` of what a cleaned text leaves out.
    """

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
    speaker: str | None = None

    @cached_property
    def meant(self) -> str:
        """`text` as the rules read it, character for character as long."""
        return meant(self.text)


def sentences(segments: Iterable[Timed]) -> Iterator[Sentence]:
    """The sentences in order, each with the segment in which it begins.

    A piece without an ending runs on into the next one, unless silence lies between them or another
    person goes on.
    """
    begun: Sentence | None = None
    before: Timed | None = None
    for segment in segments:
        if begun is not None and before is not None and _parted(before, segment, begun):
            yield _closed(begun)
            begun = None
        for piece, whole in _pieces(_readable(segment)):
            begun = _extended(begun, piece, segment)
            if whole or SENTENCE_END.search(piece):
                yield _closed(begun)
                begun = None
        before = segment
    if begun is not None:
        yield _closed(begun)


def _parted(before: Timed, segment: Timed, begun: Sentence) -> bool:
    if segment.start - before.end > JOIN_SECONDS or PLAIN_END.search(begun.text):
        return True
    speakers = (getattr(before, "speaker", None), getattr(segment, "speaker", None))
    return None not in speakers and speakers[0] != speakers[1]


def _readable(segment: Timed) -> str:
    """The text without its fillers, with full stops where there is none at all."""
    text = FILLERS.sub("", styled(segment.text, getattr(segment, "marks", ()), "cleaned"))
    return text if STOP.search(text) else punctuated_text(text)


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The pieces between full stops and spaces; whether a new sentence is known to begin behind each."""
    for cut in BREAKS.split(text):
        start = 0
        for match in RUN_ON.finditer(cut):
            yield cut[start : match.end()], True
            start = match.end()
        if cut[start:]:
            yield cut[start:], False


def _extended(begun: Sentence | None, piece: str, segment: Timed) -> Sentence:
    if begun is None:
        return Sentence(piece, segment.id, segment.start, getattr(segment, "speaker", None))
    return replace(begun, text=f"{begun.text} {piece}")


def _closed(sentence: Sentence) -> Sentence:
    return replace(sentence, text=cleaned(sentence.text))


def cleaned(text: str) -> str:
    """Without fillers, spaces between Japanese characters, and the closing full stop."""
    without = FILLERS.sub("", text)
    return SPACES.sub("", without).strip().rstrip("。．？！?!")

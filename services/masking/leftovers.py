"""The proof: whether a masked word can still be read anywhere in the finished file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from pydantic import BaseModel

from common.documents import Segment
from services.masking.findings import Finding, labelled
from services.masking.folding import search_key
from services.masking.propagation import BORDER, SHORTEST, Squeezed
from services.masking.raw_parts import RawPart

ENCODINGS = ("utf-8", "cp932", "euc_jp", "utf-16-le", "utf-16-be")
LONG_ASCII = 8
"""A shorter ASCII word can be a size, a colour or a tag by chance; it is looked for in texts only."""
Spans = Mapping[str, Sequence[tuple[int, int]]]


class Masked(Protocol):
    """What must be gone, and whose it is: a finding, or a cell of a column."""

    @property
    def id(self) -> str: ...
    @property
    def entity_type(self) -> str: ...
    @property
    def text(self) -> str: ...


class Leftover(BaseModel, frozen=True):
    """Where a masked word is left. Never the word itself: this is shown, stored and logged."""

    finding: str
    """The finding's id, or the column's."""
    entity_type: str
    place: str


def masked_words(findings: Iterable[Finding]) -> dict[str, Finding]:
    """What must be gone, by search key; a single character cannot be told from other words."""
    words = {search_key(finding.text): finding for finding in findings if finding.is_masked}
    return {key: finding for key, finding in words.items() if len(key) >= SHORTEST}


def leftovers(
    words: Mapping[str, Masked],
    segments: Sequence[Segment],
    parts: Iterable[RawPart],
    readable: Spans,
) -> list[Leftover]:
    """Masked words still in the `segments` read again, or in the raw `parts`.

    A word inside a span that somebody decided to keep (`readable`, by segment) is no leftover; such a word
    is then not searched for in the raw part that holds the segment.
    """
    found: list[Leftover] = []
    kept: set[tuple[str, str]] = set()
    texts = [Squeezed(segment.text) for segment in segments]
    joined = BORDER.join(squeezed.key for squeezed in texts)
    there = {key: finding for key, finding in words.items() if key in joined}
    for segment, squeezed in zip(segments, texts, strict=True):
        for key, finding in there.items():
            for start, end in squeezed.find(key):
                span = squeezed.folded.span(start, end)
                if any(a <= span[0] and span[1] <= b for a, b in readable.get(segment.id, ())):
                    kept.add((key, _part_of(segment)))
                else:
                    found.append(_leftover(finding, labelled(segment).text))
    for part in parts:
        found += _in_part(part, words, kept)
    return list(dict.fromkeys(found))


def _in_part(part: RawPart, words: Mapping[str, Masked], kept: set[tuple[str, str]]) -> Iterator[Leftover]:
    text = Squeezed(part.text) if part.text is not None else None
    attributes = Squeezed(part.attributes)
    for key, finding in words.items():
        if any(kept_key == key and name in (part.name, "") for kept_key, name in kept):
            continue
        in_text = text is not None and any(True for _ in text.find(key))
        in_markup = _is_telling(key) and any(True for _ in attributes.find(key))
        if in_text or in_markup or (text is None and _in_bytes(part.content, finding.text, key)):
            yield _leftover(finding, f"ファイル内の部品 {part.name}")


def _in_bytes(content: bytes, word: str, key: str) -> bool:
    return _is_telling(key) and any(encoded in content for encoded in _encoded(word))


def _encoded(word: str) -> Iterator[bytes]:
    for encoding in ENCODINGS:
        try:
            yield word.encode(encoding)
        except UnicodeEncodeError:
            continue


def _is_telling(key: str) -> bool:
    return not key.isascii() or "@" in key or len(key) >= LONG_ASCII


def _part_of(segment: Segment) -> str:
    """The archive part that holds the segment, as its id says (`word/document.xml#12`); else any."""
    name = segment.id.replace("@", "#").partition("#")[0]
    return name if "/" in name else ""


def _leftover(finding: Masked, place: str) -> Leftover:
    return Leftover(finding=finding.id, entity_type=finding.entity_type, place=place)

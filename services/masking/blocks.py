"""Segments read together: a label in one cell says what stands in the next, so neighbours go in one text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from common.documents import Segment
from services.masking.detection import Detection

BLOCK_CHARACTERS = 3000


@dataclass(frozen=True)
class Block:
    """The segments from number `first`, joined by newlines; `offsets[i]` is where the i-th begins."""

    first: int
    offsets: tuple[int, ...]
    text: str


@dataclass(frozen=True)
class Located:
    """A detection in the text of one segment, which is named by its number in the document."""

    segment: int
    detection: Detection


def blocks(segments: Sequence[Segment], size: int = BLOCK_CHARACTERS) -> Iterator[Block]:
    """All segments in order, in blocks of about `size` characters; a long segment is a block by itself."""
    first, texts, length = 0, list[str](), 0
    for number, segment in enumerate(segments):
        if texts and length + len(segment.text) > size:
            yield _block(first, texts)
            first, texts, length = number, [], 0
        texts.append(segment.text)
        length += len(segment.text) + 1
    if texts:
        yield _block(first, texts)


def locate(block: Block, detections: Sequence[Detection]) -> Iterator[Located]:
    """Detections of the block's text as detections of its segments; one over a border becomes two."""
    ends = [offset - 1 for offset in block.offsets[1:]] + [len(block.text)]
    for detection in detections:
        for i, (offset, end) in enumerate(zip(block.offsets, ends, strict=True)):
            left, right = max(detection.start, offset), min(detection.end, end)
            if left < right:
                part = replace(detection, start=left - offset, end=right - offset)
                yield Located(block.first + i, part)


def _block(first: int, texts: Sequence[str]) -> Block:
    offsets, position = [], 0
    for text in texts:
        offsets.append(position)
        position += len(text) + 1
    return Block(first, tuple(offsets), "\n".join(texts))

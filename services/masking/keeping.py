"""What somebody decided to keep readable, where masking moves the text so that places do not match."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from common.documents import Edit, Segment
from services.masking.blackening import applied, grouped
from services.masking.leftovers import Masked
from services.masking.propagation import Squeezed

MOVED = frozenset({"pdf", "png", "jpg", "tiff", "pptx"})
"""Formats whose segments are numbered anew when some are gone."""
Spans = Mapping[str, Sequence[tuple[int, int]]]


def expected(segments: Iterable[Segment], edits: Sequence[Edit]) -> list[Segment]:
    """The segments as they must read after the edits."""
    of_segment = grouped(edits)
    return [
        segment.model_copy(update={"text": applied(segment.text, of_segment.get(segment.id, []))})
        for segment in segments
    ]


def kept_by_count(
    words: Mapping[str, Masked], should_be: Sequence[Segment], again: Sequence[Segment]
) -> Spans:
    """Spans of `again` that may be read: on a page where a word stands as often as it should, or less."""
    allowed = Counter((key, segment.place.page) for key, segment, _ in _found(words, should_be))
    hits = list(_found(words, again))
    counted = Counter((key, segment.place.page) for key, segment, _ in hits)
    spans: dict[str, list[tuple[int, int]]] = {}
    for key, segment, span in hits:
        where = (key, segment.place.page)
        if counted[where] <= allowed[where]:
            spans.setdefault(segment.id, []).append(span)
    return spans


def _found(
    words: Mapping[str, Masked], segments: Sequence[Segment]
) -> Iterator[tuple[str, Segment, tuple[int, int]]]:
    for segment in segments:
        squeezed = Squeezed(segment.text)
        for key in words:
            for start, end in squeezed.find(key):
                yield key, segment, squeezed.folded.span(start, end)

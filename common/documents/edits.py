"""Edits checked against the segments they change, and applied to plain text."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from common.documents.model import Edit, Segment
from common.errors import BadRequest

EditsBySegment = Mapping[str, Sequence[Edit]]


def by_segment(edits: Iterable[Edit], segments: Iterable[Segment]) -> EditsBySegment:
    """Edits grouped by segment id, in the order of their text.

    Raises BadRequest for an unknown segment, a span outside its text, or spans that overlap.
    """
    lengths = {segment.id: len(segment.text) for segment in segments}
    groups: dict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        if edit.segment_id not in lengths:
            raise BadRequest(
                "この文書にない箇所が指定されました。文書を読み直してください。", segment=edit.segment_id
            )
        if not 0 <= edit.start <= edit.end <= lengths[edit.segment_id]:
            raise BadRequest(
                "置き換える範囲が文の外にあります。範囲を確認してください。", segment=edit.segment_id
            )
        groups[edit.segment_id].append(edit)
    for group in groups.values():
        group.sort(key=lambda edit: (edit.start, edit.end))
        _refuse_overlap(group)
    return groups


def _refuse_overlap(group: Sequence[Edit]) -> None:
    for before, after in pairwise(group):
        if after.start < before.end:
            raise BadRequest(
                "置き換える範囲が重なっています。重なりをなくしてください。", segment=after.segment_id
            )


def apply(text: str, edits: Sequence[Edit]) -> str:
    """`text` after `edits`, which are sorted and do not overlap."""
    return replaced(text, ((edit.start, edit.end, edit.text) for edit in edits))


def replaced(text: str, stretches: Iterable[tuple[int, int, str]]) -> str:
    """`text` with other words in place of its stretches (start, end, new), which are in order and do not overlap."""
    pieces, position = [], 0
    for start, end, new in stretches:
        pieces += [text[position:start], new]
        position = end
    return "".join([*pieces, text[position:]])


def masked_words(segments: Iterable[Segment], edits: Iterable[Edit]) -> dict[str, str]:
    """What each edit takes away, and what it puts there instead; single characters are left out."""
    texts = {segment.id: segment.text for segment in segments}
    pairs = ((texts[edit.segment_id][edit.start : edit.end].strip(), edit.text) for edit in edits)
    return {old: new for old, new in pairs if len(old) > 1 and old not in new}

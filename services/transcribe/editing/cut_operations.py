"""Operations that change where one segment ends and the next begins."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from common.errors import BadRequest
from services.transcribe.clock import clock
from services.transcribe.editing.draft import LONGEST_TEXT, Draft
from services.transcribe.editing.operation import BaseOperation, Index, SegmentId, shown
from services.transcribe.editing.text_operations import cut_in_two
from services.transcribe.schemas import Decoding, HeardSegment, Word
from services.transcribe.text_spans import shifted


class Split(BaseOperation):
    """Cut a segment in two before the character `offset`. The first keeps the id."""

    op: Literal["split"]
    segment: SegmentId
    offset: Annotated[Index, Field(description="何文字目の前で分けるか")]

    def apply(self, draft: Draft) -> str:
        segment = draft.segment(self.segment)
        left, right = cut_in_two(segment, self.offset)
        if not str(left["text"]).strip() or not str(right["text"]).strip():
            raise BadRequest("分ける位置は、前後の両方に文字が残るところにしてください。")
        time = time_at(segment, self.offset)
        words = segment.words
        rest = segment.decoding.model_copy(update={"tokens": []})
        first = {"end": time, "words": words and [w for w in words if _middle(w) < time]}
        second = {"start": time, "words": words and [w for w in words if _middle(w) >= time]}
        place = draft.place_of(segment.id)
        new_id = draft.new_segment_id()
        draft.replace(place, place, [
            segment.model_copy(update=left | first),
            segment.model_copy(update=right | second | {"id": new_id, "decoding": rest}),
        ])  # fmt: skip
        return f"{clock(segment.start)} の発言を「{shown(str(right['text']))}」の前で分けました"


class Merge(BaseOperation):
    """Join neighbouring segments. The first one's id and speaker stay."""

    op: Literal["merge"]
    segments: Annotated[list[SegmentId], Field(min_length=2, max_length=1000)]

    def apply(self, draft: Draft) -> str:
        places = [draft.place_of(segment_id) for segment_id in self.segments]
        if places != list(range(places[0], places[0] + len(places))):
            raise BadRequest("つなげられるのは、続いて並んだ発言だけです。順に選び直してください。")
        merged = draft.segments[places[0]]
        for following in draft.segments[places[0] + 1 : places[-1] + 1]:
            merged = joined(merged, following)
        if len(merged.text) > LONGEST_TEXT:
            raise BadRequest(f"つなげると{LONGEST_TEXT:,}文字を超えます。少しずつつなげてください。")
        draft.replace(places[0], places[-1], [merged])
        return f"{clock(merged.start)} からの発言{len(places)}件をつなげました"


class Delete(BaseOperation):
    """Take segments out of the text; the sound stays."""

    op: Literal["delete"]
    segments: Annotated[list[SegmentId], Field(min_length=1, max_length=20_000)]

    def apply(self, draft: Draft) -> str:
        gone = {draft.place_of(segment_id) for segment_id in self.segments}
        kept = [segment for place, segment in enumerate(draft.segments) if place not in gone]
        draft.replace(0, len(draft.segments) - 1, kept)
        return f"発言{len(gone)}件を削りました"


def time_at(segment: HeardSegment, offset: int) -> float:
    """The second at which the character `offset` is said: from the words where they are those of the text,
    else in proportion to the characters."""
    share = offset / len(segment.text) if segment.text else 0.0
    time = segment.start + (segment.end - segment.start) * share
    words = segment.words or []
    if "".join(word.text for word in words).strip() == segment.text:
        passed = 0
        for word in words:
            if passed >= offset:
                time = word.start
                break
            passed += len(word.text.lstrip() if passed == 0 else word.text)
    return round(min(max(time, segment.start), segment.end), 3)


def joined(first: HeardSegment, second: HeardSegment) -> HeardSegment:
    """One segment that says both. Its confidence is the mean by length; doubt about either stays."""
    text = first.text + _gap(first.text, second.text)
    by, total = len(text), len(first.text) + len(second.text)
    weight = len(first.text) / total if total else 0.5
    confidence = first.confidence * weight + second.confidence * (1 - weight)
    return first.model_copy(
        update={
            "end": max(first.end, second.end),
            "text": text + second.text,
            "overlap": first.overlap or second.overlap,
            "confidence": round(confidence, 4),
            "doubtful": first.doubtful or second.doubtful,
            "words": _both(first.words, second.words),
            "marks": [*first.marks, *(shifted(mark, by) for mark in second.marks)],
            "corrections": [*first.corrections, *(shifted(c, by) for c in second.corrections)],
            "edited_by_person": first.edited_by_person or second.edited_by_person,
            "decoding": _worse(first.decoding, second.decoding),
        }
    )


def _gap(left: str, right: str) -> str:
    """A space between two words in Latin letters; Japanese needs none."""
    pair = left[-1:] + right[:1]
    return " " if len(pair) == 2 and pair.isascii() and pair.isalpha() else ""


def _both(first: Sequence[Word] | None, second: Sequence[Word] | None) -> list[Word] | None:
    return None if first is None or second is None else [*first, *second]


def _worse(first: Decoding, second: Decoding) -> Decoding:
    return Decoding(
        seek=first.seek,
        tokens=first.tokens + second.tokens,
        temperature=max(first.temperature, second.temperature),
        avg_logprob=min(first.avg_logprob, second.avg_logprob),
        compression_ratio=max(first.compression_ratio, second.compression_ratio),
        no_speech_prob=max(first.no_speech_prob, second.no_speech_prob),
    )


def _middle(word: Word) -> float:
    return (word.start + word.end) / 2

"""Operations on the text of one segment: typing, filler marks, the vocabulary's corrections, doubt."""

from collections.abc import Sequence
from typing import Annotated, Literal, TypeVar

from pydantic import Field

from common.errors import BadRequest
from services.transcribe.clock import clock
from services.transcribe.editing.draft import LONGEST_TEXT, Draft
from services.transcribe.editing.operation import BaseOperation, Index, SegmentId, shown
from services.transcribe.schemas import HeardSegment, PlainText
from services.transcribe.text.marks import Mark
from services.transcribe.text_spans import Span, moved, shifted
from services.transcribe.vocabulary.corrections import Correction

T = TypeVar("T")
S = TypeVar("S", bound=Span)


class SetText(BaseOperation):
    """Type another text. Marks and corrections that it leaves alone stay on their words."""

    op: Literal["text"]
    segment: SegmentId
    text: Annotated[PlainText, Field(max_length=LONGEST_TEXT)]

    def apply(self, draft: Draft) -> str:
        segment, text = draft.segment(self.segment), self.text.strip()
        if text != segment.text:
            draft.change(
                segment.id,
                text=text,
                # The decoder's words are not those of the typed text, so they go.
                words=None,
                marks=moved(segment.text, text, segment.marks),
                corrections=moved(segment.text, text, segment.corrections),
                edited_by_person=True,
                doubtful=False,
            )
        return f"{clock(segment.start)} の発言を「{shown(text)}」に直しました"


class AddMark(BaseOperation):
    """Mark characters to be left out of the cleaned text."""

    op: Literal["mark"]
    segment: SegmentId
    start: Index
    end: Index
    kind: Literal["filler", "restart"] = "filler"

    def apply(self, draft: Draft) -> str:
        segment = draft.segment(self.segment)
        if not self.start < self.end <= len(segment.text):
            raise BadRequest("印を付ける範囲が発言の外です。読み直してからやり直してください。")
        if any(mark.start < self.end and self.start < mark.end for mark in segment.marks):
            raise BadRequest("その範囲にはもう印があります。先に元の印を外してください。")
        mark = Mark(start=self.start, end=self.end, kind=self.kind)
        draft.change(segment.id, marks=sorted([*segment.marks, mark], key=lambda m: m.start))
        return (
            f"{clock(segment.start)} の「{shown(segment.text[self.start : self.end])}」を省くことにしました"
        )


class RemoveMark(BaseOperation):
    """Keep in the cleaned text what was marked to be left out."""

    op: Literal["unmark"]
    segment: SegmentId
    index: Index

    def apply(self, draft: Draft) -> str:
        segment = draft.segment(self.segment)
        mark = _at(segment.marks, self.index)
        draft.change(segment.id, marks=_without(segment.marks, self.index))
        return (
            f"{clock(segment.start)} の「{shown(segment.text[mark.start : mark.end])}」を残すことにしました"
        )


class UndoCorrection(BaseOperation):
    """Put back what was heard in the place of what the vocabulary wrote."""

    op: Literal["undo_correction"]
    segment: SegmentId
    index: Index

    def apply(self, draft: Draft) -> str:
        segment = draft.segment(self.segment)
        done = _at(segment.corrections, self.index)
        others = _without(segment.corrections, self.index)
        draft.change(
            segment.id,
            text=segment.text[: done.start] + done.original + segment.text[done.end :],
            marks=_around(done, segment.marks),
            corrections=_around(done, others),
            edited_by_person=True,
        )
        return f"{clock(segment.start)} の「{shown(done.entry)}」を「{shown(done.original)}」に戻しました"


class Review(BaseOperation):
    """A person has listened: nothing is doubtful any more."""

    op: Literal["review"]
    segments: Annotated[list[SegmentId], Field(min_length=1, max_length=20_000)]

    def apply(self, draft: Draft) -> str:
        for segment_id in self.segments:
            if draft.segment(segment_id).doubtful:
                draft.change(segment_id, doubtful=False)
        return f"発言{len(self.segments)}件を確認済みにしました"


def cut_in_two(segment: HeardSegment, offset: int) -> tuple[dict[str, object], dict[str, object]]:
    """The text, marks and corrections before and after `offset`.

    A mark across it becomes two; a correction across it is no longer one that could be undone.
    """
    left = [m.model_copy(update={"end": min(m.end, offset)}) for m in segment.marks if m.start < offset]
    right = [m.model_copy(update={"start": max(m.start, offset)}) for m in segment.marks if m.end > offset]
    before = [c for c in segment.corrections if c.end <= offset]
    after = [shifted(c, -offset) for c in segment.corrections if c.start >= offset]
    return (
        {"text": segment.text[:offset], "marks": left, "corrections": before},
        {"text": segment.text[offset:], "marks": [shifted(m, -offset) for m in right], "corrections": after},
    )


def _around(replaced: Correction, spans: Sequence[S]) -> list[S]:
    """The spans that do not touch what is replaced by its original, at their new places."""
    by = len(replaced.original) - (replaced.end - replaced.start)
    before = [span for span in spans if span.end <= replaced.start]
    return before + [shifted(span, by) for span in spans if span.start >= replaced.end]


def _at(items: Sequence[T], index: int) -> T:
    if index >= len(items):
        raise BadRequest("その順番の印や修正はありません。読み直してからやり直してください。")
    return items[index]


def _without(items: Sequence[T], index: int) -> list[T]:
    return [item for n, item in enumerate(items) if n != index]

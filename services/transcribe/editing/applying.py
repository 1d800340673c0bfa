"""Operations made on a transcript: one new transcript, its minutes found anew, or an error and nothing."""

from collections.abc import Iterable, Sequence

from pydantic import JsonValue

from services.transcribe.editing.by_hand import HandItem, put_over
from services.transcribe.editing.draft import Draft
from services.transcribe.editing.operation import BaseOperation
from services.transcribe.minutes import Minutes, write_minutes
from services.transcribe.schemas import Segment, Transcript


def edited(transcript: Transcript, operations: Iterable[BaseOperation]) -> tuple[Transcript, list[str]]:
    """The transcript after all `operations`, and what each did, in Japanese. Raises BadRequest."""
    draft = Draft(transcript)
    summaries = [operation.apply(draft) for operation in operations]
    changed = draft.transcript()
    return changed.model_copy(update={"minutes": minutes_of(changed)}), summaries


def minutes_of(transcript: Transcript) -> Minutes:
    """The minutes by rule, and over them what a person changed."""
    found = write_minutes(transcript.title, transcript.date, transcript.segments)
    return put_over(found, [_anchored(hand, transcript.segments) for hand in transcript.by_hand])


def _anchored(hand: HandItem, segments: Sequence[Segment]) -> HandItem:
    """Its segment may have been joined to another: then the one that is heard at the same second."""
    item = hand.item
    if item is None or not item["segment"] or any(s.id == item["segment"] for s in segments):
        return hand
    start = float(str(item["start"]))
    heard = [segment for segment in segments if segment.start <= start]
    where: dict[str, JsonValue] = {"segment": heard[-1].id if heard else ""}
    return hand.model_copy(update={"item": item | where})

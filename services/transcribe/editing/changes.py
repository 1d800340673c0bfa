"""What one version changed, so that it can be undone and every earlier version shown again.

Whatever the operations were, their outcome is kept as one thing: these consecutive segments were replaced
by those, and these other members had that value before and this one after.
"""

from collections.abc import Sequence

from pydantic import BaseModel, Field, JsonValue

from services.transcribe.schemas import HeardSegment, Transcript

KEPT = ("title", "date", "place", "label", "speakers", "minutes", "by_hand")
"""The members of a transcript that people see or decide, besides the segments."""


class Replacement(BaseModel, frozen=True):
    """The segments `before`, the first of which is at index `at`, became `after`."""

    at: int
    before: list[HeardSegment]
    after: list[HeardSegment]


class FieldChange(BaseModel, frozen=True):
    name: str
    before: JsonValue
    after: JsonValue


class Change(BaseModel, frozen=True):
    segments: list[Replacement] = Field(default_factory=list)
    """In order; each `at` counts in the list as it was before all of them."""
    fields: list[FieldChange] = Field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.segments and not self.fields

    def inverse(self) -> "Change":
        """The change that leads back."""
        shift, back = 0, []
        for done in self.segments:
            back.append(Replacement(at=done.at + shift, before=done.after, after=done.before))
            shift += len(done.after) - len(done.before)
        fields = [FieldChange(name=f.name, before=f.after, after=f.before) for f in self.fields]
        return Change(segments=back, fields=fields)

    def applied(self, transcript: Transcript) -> Transcript:
        """`transcript` changed. Raises ValueError when it is not what the change was made from."""
        segments = list(transcript.segments)
        for done in reversed(self.segments):
            end = done.at + len(done.before)
            if [s.id for s in segments[done.at : end]] != [s.id for s in done.before]:
                raise ValueError(f"the change does not fit the segments from {done.at} to {end}")
            segments[done.at : end] = done.after
        values = {field.name: field.after for field in self.fields}
        part = Transcript.model_validate({"title": "", "language": "", "duration": 0.0, **values})
        named = {name: getattr(part, name) for name in values}
        return transcript.model_copy(update={"segments": segments, **named})


def difference(before: Transcript, after: Transcript) -> Change:
    """The change that makes `after` of `before`."""
    old, new = (t.model_dump(mode="json", include=set(KEPT)) for t in (before, after))
    fields = [FieldChange(name=n, before=old[n], after=new[n]) for n in KEPT if old[n] != new[n]]
    return Change(segments=_replacements(before.segments, after.segments), fields=fields)


def _replacements(before: Sequence[HeardSegment], after: Sequence[HeardSegment]) -> list[Replacement]:
    """The runs between the segments that both have unchanged. No operation changes their order."""
    places = {segment.id: place for place, segment in enumerate(after)}
    found, start, new_start = [], 0, 0
    for place, segment in enumerate([*before, None]):
        new = len(after) if segment is None else places.get(segment.id)
        if new is None or new < new_start or (segment is not None and after[new] != segment):
            continue
        if place > start or new > new_start:
            run = Replacement(at=start, before=list(before[start:place]), after=list(after[new_start:new]))
            found.append(run)
        start, new_start = place + 1, new + 1
    return found

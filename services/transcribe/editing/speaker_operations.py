"""Operations on who said what."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from common.errors import BadRequest
from services.transcribe.editing.draft import Draft
from services.transcribe.editing.operation import BaseOperation, SegmentId, SpeakerId, shown
from services.transcribe.schemas import Line

Name = Annotated[Line, Field(max_length=100, description="話者の名前")]


class SetSpeaker(BaseOperation):
    """Say who said these segments: a speaker's id, or a name; neither: nobody is known to have."""

    op: Literal["speaker"]
    segments: Annotated[list[SegmentId], Field(min_length=1, max_length=20_000)]
    speaker: SpeakerId | None = None
    name: Name | None = None

    @model_validator(mode="after")
    def one_at_most(self) -> Self:
        if self.speaker is not None and self.name is not None:
            raise ValueError("give a speaker or a name, not both")
        return self

    def apply(self, draft: Draft) -> str:
        speaker = None
        if self.speaker is not None:
            speaker = draft.speaker(self.speaker)
        elif self.name is not None:
            speaker = draft.speaker_named(self.name)
        for segment_id in self.segments:
            draft.change(segment_id, speaker=speaker.id if speaker else None)
        name = f"「{shown(speaker.name)}」" if speaker else "不明"
        return f"発言{len(self.segments)}件の話者を{name}にしました"


class RenameSpeaker(BaseOperation):
    """Give a speaker a name; all that this voice said shows it."""

    op: Literal["rename_speaker"]
    speaker: SpeakerId
    name: Name

    def apply(self, draft: Draft) -> str:
        speaker = draft.speaker(self.speaker)
        others = (other for other in draft.speakers.values() if other.id != speaker.id)
        if any(other.name == self.name for other in others):
            raise BadRequest(
                f"「{shown(self.name)}」という話者はもういます。同じ人なら、話者をまとめてください。"
            )
        draft.speakers[speaker.id] = speaker.model_copy(update={"name": self.name})
        return f"話者「{shown(speaker.name)}」を「{shown(self.name)}」に改めました"


class MergeSpeakers(BaseOperation):
    """Two voices were one person: all that `speaker` said becomes what `into` said."""

    op: Literal["merge_speakers"]
    speaker: SpeakerId
    into: SpeakerId

    def apply(self, draft: Draft) -> str:
        gone, kept = draft.speaker(self.speaker), draft.speaker(self.into)
        if gone.id == kept.id:
            raise BadRequest("同じ話者どうしはまとめられません。別の話者を選んでください。")
        for segment in list(draft.segments):
            if segment.speaker == gone.id:
                draft.change(segment.id, speaker=kept.id)
        del draft.speakers[gone.id]
        return f"話者「{shown(gone.name)}」を「{shown(kept.name)}」にまとめました"

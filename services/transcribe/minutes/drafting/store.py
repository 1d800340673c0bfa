"""Drafts, kept apart from what was heard and from what the rules found."""

from common.service import Service
from services.transcribe.minutes.model import Draft, Minutes


class Drafts:
    """One draft a transcription, by its id; a new one takes the place of the old."""

    def __init__(self, service: Service) -> None:
        self._records = service.records("drafts")

    def keep(self, transcription_id: str, owner: str, draft: Draft) -> None:
        self._records.put(transcription_id, owner, draft.model_dump(mode="json"))

    def find(self, transcription_id: str) -> Draft | None:
        found = self._records.find(transcription_id)
        return Draft.model_validate(found.data) if found else None

    def delete(self, transcription_id: str) -> None:
        self._records.delete(transcription_id)

    def added(self, transcription_id: str, minutes: Minutes) -> Minutes:
        """The minutes with their draft, where there is one."""
        draft = self.find(transcription_id)
        return minutes.model_copy(update={"draft": draft}) if draft else minutes

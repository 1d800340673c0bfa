"""Drafts, kept apart from what was heard and from what the rules found."""

from common.records import Records
from services.transcribe.minutes.model import Draft, Minutes


class Drafts:
    """One draft a transcription, by its id; a new one takes the place of the old.

    The jobs that write them are remembered, since their records hold what was said: they go with the text.
    """

    def __init__(self, drafts: Records, jobs: Records) -> None:
        self._drafts = drafts
        self._jobs = jobs

    def note(self, transcription_id: str, owner: str, job_id: str) -> None:
        """Remember that this job writes about this transcription."""
        self._jobs.put(f"{transcription_id}/{job_id}", owner, {})

    def jobs(self, transcription_id: str | None = None) -> list[str]:
        """The ids of the jobs that wrote about one transcription, or about any, the newest first."""
        beginning = f"{transcription_id}/" if transcription_id else ""
        return [record.id.rpartition("/")[2] for record in self._jobs.list(beginning=beginning)]

    def keep(self, transcription_id: str, owner: str, draft: Draft) -> None:
        self._drafts.put(transcription_id, owner, draft.model_dump(mode="json"))

    def find(self, transcription_id: str) -> Draft | None:
        found = self._drafts.find(transcription_id)
        return Draft.model_validate(found.data) if found else None

    def version(self, transcription_id: str) -> int:
        """Changes with every draft; 0 before the first."""
        return self._drafts.version(transcription_id) or 0

    def delete(self, transcription_id: str) -> None:
        """The draft, and that jobs wrote about it."""
        self._drafts.delete(transcription_id)
        for job_id in self.jobs(transcription_id):
            self._jobs.delete(f"{transcription_id}/{job_id}")

    def added(self, transcription_id: str, minutes: Minutes) -> Minutes:
        """The minutes with their draft, where there is one."""
        draft = self.find(transcription_id)
        return minutes.model_copy(update={"draft": draft}) if draft else minutes

"""Where a service keeps its transcriptions: what was asked, what was heard, and every version of it."""

from common.errors import Conflict, NotFound
from common.identity import Principal
from common.records import Record
from common.service import Service
from services.transcribe.editing.revisions import Revisions
from services.transcribe.minutes.drafting.store import Drafts
from services.transcribe.schemas import Recording, Transcript

MISSING = "指定された文字起こしはありません。一覧から選び直してください。"
UNFINISHED = "文字起こしが終わっていません。終わってからもう一度お試しください。"


class Shelf:
    """A transcription is known by its job's id in each of the collections."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self.recordings = service.records("recordings")
        self.transcripts = service.records("transcripts")
        self.revisions = Revisions(service.records("revisions"))
        self.drafts = Drafts(service.records("drafts"), service.records("draft-jobs"))

    def found(self, job_id: str, caller: Principal) -> tuple[Record, Recording]:
        """What was asked; another person's transcription is simply not there."""
        record = self.recordings.find(job_id)
        if record is None or not caller.may_see(record.owner):
            raise NotFound(MISSING)
        return record, recording_of(record)

    def complete(self, job_id: str) -> Record:
        """The text of a job that succeeded; Conflict before that."""
        record = self.transcripts.find(job_id)
        if record is None or not record.data["complete"]:
            raise Conflict(UNFINISHED, status_of_job=self._service.jobs.find(job_id).status)
        return record

    def erase(self, job_id: str) -> None:
        """Text, versions, draft and request are gone, the request last: until then it can be done again."""
        self.revisions.delete(job_id)
        self.drafts.delete(job_id)
        self.transcripts.delete(job_id)
        self.recordings.delete(job_id)


def recording_of(record: Record) -> Recording:
    return Recording.model_validate(record.data)


def transcript_of(record: Record) -> Transcript:
    return Transcript.model_validate(record.data)

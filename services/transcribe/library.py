"""The transcriptions of a service: recordings, their texts, who may see them, edits and deletion."""

from typing import Any

from common.errors import BadRequest, Conflict, NotFound
from common.identity import Principal
from common.jobs import Job
from common.records import Record
from common.service import Service
from services.transcribe.minutes import write_minutes
from services.transcribe.schemas import Edit, HeardSegment, Recording, Summary, Transcript, Transcription

MISSING = "指定された文字起こしはありません。一覧から選び直してください。"
UNFINISHED = "文字起こしが終わっていません。終わってからもう一度お試しください。"
RECENT_JOBS = 200


class Library:
    """A transcription is known by its job's id. `recordings` says what was asked, `transcripts` what was heard."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._recordings = service.records("recordings")
        self._transcripts = service.records("transcripts")

    # --- for the job

    def note(self, job_id: str, owner: str, recording: Recording) -> None:
        """Remember what was asked. The request and the job both do, so that neither can be first in vain."""
        self._recordings.put(job_id, owner, recording.model_dump(mode="json"))

    def keep(self, job_id: str, owner: str, transcript: Transcript) -> None:
        """Store what is heard so far.

        Not when it was already finished, and may have been edited since, nor when it was deleted.
        """
        if self._recordings.find(job_id) is None:
            return
        found = self._transcripts.find(job_id)
        if found is None or not found.data["complete"]:
            self._transcripts.put(job_id, owner, transcript.model_dump(mode="json"))

    # --- for the caller

    def list(self, caller: Principal, *, limit: int, offset: int) -> list[Summary]:
        """The caller's transcriptions, newest first; everyone's for an administrator."""
        owner = None if caller.is_admin else caller.user
        records = [(record, _recording(record)) for record in self._recordings.list(owner)]
        records.sort(key=lambda pair: pair[1].created_at, reverse=True)
        recent = {job.id: job for job in self._service.jobs.list(caller, limit=RECENT_JOBS)}
        return [
            _summary(record, recording, recent.get(record.id) or self._service.jobs.find(record.id))
            for record, recording in records[offset : offset + limit]
        ]

    def view(self, job_id: str, caller: Principal) -> Transcription:
        record, recording = self._found(job_id, caller)
        job = self._service.jobs.find(job_id)
        text = self._transcripts.find(job_id)
        transcript = _transcript(text) if text else _unheard(recording)
        return Transcription(
            id=job_id, owner=record.owner, name=recording.name, created_at=recording.created_at,
            status=job.status, progress=job.progress, message=job.message, error=job.error,
            version=text.version if text else 0, title=transcript.title, date=transcript.date,
            language=transcript.language, duration=transcript.duration, speakers=recording.speakers,
            vocabulary=recording.asked.vocabulary, segments=transcript.public_segments,
            minutes=transcript.minutes, warnings=transcript.warnings, has_audio=self._has_audio(recording),
        )  # fmt: skip

    def finished(self, job_id: str, caller: Principal) -> Transcript:
        """The text of a job that succeeded; Conflict before that."""
        self._found(job_id, caller)
        return _transcript(self._complete(job_id))

    def edit(self, job_id: str, caller: Principal, edit: Edit) -> Transcription:
        """Change title, date or texts; the minutes are found anew. Conflict when the edit is stale."""
        record, recording = self._found(job_id, caller)
        stored = self._complete(job_id)
        changed = _edited(_transcript(stored), edit)
        self._transcripts.update(job_id, changed.model_dump(mode="json"), edit.version)
        if changed.title != recording.title:
            self.note(job_id, record.owner, recording.model_copy(update={"title": changed.title}))
        return self.view(job_id, caller)

    def delete(self, job_id: str, caller: Principal) -> None:
        """Cancel the job if it still runs; remove the sound, the text and the request."""
        _, recording = self._found(job_id, caller)
        if not self._service.jobs.find(job_id).status.is_final:
            self._service.jobs.cancel(job_id, caller)
        self._service.files.delete(recording.file_id)
        self._service.files.delete(job_id)
        self._transcripts.delete(job_id)
        self._recordings.delete(job_id)

    def recording(self, job_id: str, caller: Principal) -> Recording:
        return self._found(job_id, caller)[1]

    def _found(self, job_id: str, caller: Principal) -> tuple[Record, Recording]:
        record = self._recordings.find(job_id)
        if record is None or not caller.may_see(record.owner):
            raise NotFound(MISSING)
        return record, _recording(record)

    def _complete(self, job_id: str) -> Record:
        record = self._transcripts.find(job_id)
        if record is None or not record.data["complete"]:
            raise Conflict(UNFINISHED, status_of_job=self._service.jobs.find(job_id).status)
        return record

    def _has_audio(self, recording: Recording) -> bool:
        try:
            self._service.files.get(recording.file_id)
        except NotFound:
            return False
        return True


def _summary(record: Record, recording: Recording, job: Job) -> Summary:
    return Summary(
        id=record.id, title=recording.title, name=recording.name, status=job.status,
        created_at=recording.created_at, owner=record.owner,
    )  # fmt: skip


def _recording(record: Record) -> Recording:
    return Recording.model_validate(record.data)


def _transcript(record: Record) -> Transcript:
    return Transcript.model_validate(record.data)


def _unheard(recording: Recording) -> Transcript:
    return Transcript(
        title=recording.title, date=recording.date, language=recording.asked.language, duration=0.0
    )


def _edited(transcript: Transcript, edit: Edit) -> Transcript:
    texts = {change.id: change.text.strip() for change in edit.segments}
    unknown = texts.keys() - {segment.id for segment in transcript.segments}
    if unknown:
        raise BadRequest(f"発言「{min(unknown)[:20]}」はありません。読み直してからやり直してください。")
    segments = [_retyped(segment, texts.get(segment.id)) for segment in transcript.segments]
    title, date = edit.title or transcript.title, edit.date or transcript.date
    minutes = write_minutes(title, date, segments)
    changes: dict[str, Any] = {"title": title, "date": date, "segments": segments, "minutes": minutes}
    return transcript.model_copy(update=changes)


def _retyped(segment: HeardSegment, text: str | None) -> HeardSegment:
    # The decoder's words are not those of the typed text, so they go.
    if text is None or text == segment.text:
        return segment
    return segment.model_copy(update={"text": text, "words": None})

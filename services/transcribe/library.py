"""The transcriptions of a service: recordings, their texts, who may see them, and deletion."""

import datetime as dt
import unicodedata
from collections.abc import Sequence
from contextlib import suppress

from common.errors import Conflict, NotFound
from common.identity import Principal
from common.jobs import Job
from common.records import Record
from common.service import Service
from services.transcribe.disposal import Disposal
from services.transcribe.retention import Retention
from services.transcribe.schemas import Recording, Segment, Summary, Transcript, Transcription
from services.transcribe.shelf import Shelf, recording_of, transcript_of

RECENT_JOBS = 200
OF_THE_TEXT = {"title", "label", "date", "duration"}
"""What a summary has from the request and a whole transcription from its text."""


class Library:
    """A transcription is known by its job's id. `recordings` says what was asked, `transcripts` what was heard."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self.shelf = Shelf(service)
        self.retention = Retention(service.settings)
        self.disposal = Disposal(service, self.shelf, self.retention)
        service.kept_by(self.disposal)

    # --- for the job

    def note(self, job_id: str, owner: str, recording: Recording) -> None:
        """Remember what was asked. The request and the job both do, so that neither can be first in vain.

        The second changes nothing: a person may have given it another title since.
        """
        if self.shelf.recordings.version(job_id) is None:
            self.shelf.recordings.put(job_id, owner, recording.model_dump(mode="json"))

    def keep(self, job_id: str, owner: str, transcript: Transcript) -> None:
        """Store what is heard so far.

        Not when it was already finished, and may have been edited since, nor when it was deleted.
        """
        asked = self.shelf.recordings.find(job_id)
        if asked is None:
            return
        found = self.shelf.transcripts.find(job_id)
        if found is None or not found.data["complete"]:
            recording = recording_of(asked)
            heading = {"place": recording.place, "label": self.retention.label_of(recording)}
            stored = transcript.model_copy(update=heading)
            self.shelf.transcripts.put(job_id, owner, stored.model_dump(mode="json"))

    # --- for the caller

    def list(self, caller: Principal, *, limit: int, offset: int, title: str = "") -> list[Summary]:
        """The caller's transcriptions, newest first; everyone's for an administrator.

        Only those with every word of `title` in theirs, whatever the width and case of the letters.
        """
        owner = None if caller.is_admin else caller.user
        wanted = _folded(title).split()
        found = ((record, recording_of(record)) for record in self.shelf.recordings.list(owner))
        records = [pair for pair in found if all(word in _folded(pair[1].title) for word in wanted)]
        records.sort(key=lambda pair: pair[1].created_at, reverse=True)
        recent = {job.id: job for job in self._service.jobs.list(caller, limit=RECENT_JOBS)}
        listed = []
        for record, recording in records[offset : offset + limit]:
            with suppress(NotFound):  # deleted since the records were read
                job = recent.get(record.id) or self._service.jobs.find(record.id)
                listed.append(self._summary(record, recording, job))
        return listed

    def tag(self, job_id: str, caller: Principal) -> str:
        """Changes whenever anything that `view` shows does; read without the text."""
        record, recording = self.shelf.found(job_id, caller)
        job = self._service.jobs.find(job_id)
        text = self.shelf.transcripts.version(job_id) or 0
        audio = self._audio_until(recording)
        draft = f"{self.shelf.drafts.version(job_id)}-{self._drafting(job_id)}"
        until = self._text_until(recording)
        return f"{record.version}-{text}-{draft}-{job.status}-{job.progress}-{audio}-{until}"

    def view(
        self, job_id: str, caller: Principal, *, version: int | None = None, since: str | None = None
    ) -> Transcription:
        """The transcription, of an earlier `version` if asked, with the segments after the one called `since`.

        Segments are only added while the job runs; once it has finished, all should be read again.
        """
        record, recording = self.shelf.found(job_id, caller)
        job = self._service.jobs.find(job_id)
        text = self.shelf.transcripts.find(job_id)
        transcript, newest = (transcript_of(text), text.version) if text else (_unheard(recording), 0)
        if version is not None:
            transcript = self.shelf.revisions.rebuilt(job_id, transcript, newest, version)
        segments = transcript.public_segments
        first = _after(segments, since)
        return Transcription(
            **self._summary(record, recording, job).model_dump(exclude=OF_THE_TEXT),
            title=transcript.title, label=transcript.label or self.retention.label_of(recording),
            error=job.error, version=newest if version is None else version, date=transcript.date, place=transcript.place,
            language=transcript.language, duration=transcript.duration,
            speakers=transcript.heard_speakers, speakers_asked=recording.speakers,
            vocabulary=[entry.written for entry in recording.asked.vocabulary], vocabularies=recording.asked.vocabularies,
            segments=segments[first:], first_segment=first, total_segments=len(segments),
            minutes=self._drafted(job_id, transcript).minutes, draft_job=self._drafting(job_id), warnings=transcript.warnings,
            can_undo=bool(transcript.undoable), can_redo=bool(transcript.redoable),
            has_audio=self.disposal.has_audio(recording),
        )  # fmt: skip

    def finished(self, job_id: str, caller: Principal) -> Transcript:
        """The text of a job that succeeded, with its draft; Conflict before that."""
        self.shelf.found(job_id, caller)
        return self._drafted(job_id, transcript_of(self.shelf.complete(job_id)))

    def delete(self, job_id: str, caller: Principal) -> None:
        """Cancel the job if it still runs; remove the sound, the text, all its versions and the request."""
        record, recording = self.shelf.found(job_id, caller)
        for running in (job_id, *self.shelf.drafts.jobs(job_id)):
            with suppress(NotFound, Conflict):
                self._service.jobs.cancel(running, caller)
        self.disposal.delete_all(record.id, recording, "person")
        self._service.forget_deleted()

    def recording(self, job_id: str, caller: Principal) -> Recording:
        return self.shelf.found(job_id, caller)[1]

    def _drafted(self, job_id: str, transcript: Transcript) -> Transcript:
        if transcript.minutes is None:
            return transcript
        minutes = self.shelf.drafts.added(job_id, transcript.minutes)
        return transcript.model_copy(update={"minutes": minutes})

    def _drafting(self, job_id: str) -> str | None:
        """The job that is writing its draft, the last where there are several."""
        for draft_id in self.shelf.drafts.jobs(job_id):
            with suppress(NotFound):
                if not self._service.jobs.find(draft_id).status.is_final:
                    return draft_id
        return None

    def _summary(self, record: Record, recording: Recording, job: Job) -> Summary:
        return Summary(
            id=record.id, title=recording.title, name=recording.name, owner=record.owner,
            status=job.status, progress=job.progress, message=job.message,
            created_at=recording.created_at, date=recording.date,
            duration=(job.result or {}).get("duration", 0.0), label=self.retention.label_of(recording),
            audio_until=self._audio_until(recording), text_until=self._text_until(recording),
        )  # fmt: skip

    def _audio_until(self, recording: Recording) -> dt.date | None:
        return self.retention.audio_until(recording).date() if self.disposal.has_audio(recording) else None

    def _text_until(self, recording: Recording) -> dt.date | None:
        until = self.retention.text_until(recording)
        return until.date() if until else None


def _folded(title: str) -> str:
    return unicodedata.normalize("NFKC", title).casefold()


def _unheard(recording: Recording) -> Transcript:
    return Transcript(
        title=recording.title, date=recording.date, place=recording.place,
        language=recording.asked.language, duration=0.0,
    )  # fmt: skip


def _after(segments: Sequence[Segment], since: str | None) -> int:
    """The index after the segment called `since`; 0 when it is not there."""
    found = (index for index, segment in enumerate(segments, 1) if segment.id == since)
    return next(found, 0) if since else 0

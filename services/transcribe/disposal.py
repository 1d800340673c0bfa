"""Deletes recordings and texts for good: when a person asks, and when their label's days are over."""

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress

from common.deletions import Reason
from common.errors import Conflict, NotFound
from common.identity import Principal
from common.service import Service
from services.transcribe.retention import Retention
from services.transcribe.schemas import Recording
from services.transcribe.shelf import Shelf, recording_of

STOPPED = dt.timedelta(minutes=1)
"""After this a cancelled job has stopped touching its files."""
PAGE = 200
EVERYONE = Principal(user="retention", roles=frozenset({"admin"}))


class Disposal:
    """The sound's file and its folder, the text, all its versions, the request, and the job's own record."""

    def __init__(self, service: Service, shelf: Shelf, retention: Retention) -> None:
        self._files = service.files
        self._jobs = service.jobs
        self._deletions = service.deletions
        self._shelf = shelf
        self._retention = retention

    def has_audio(self, recording: Recording) -> bool:
        with suppress(NotFound):
            return bool(self._files.get(recording.file_id))
        return False

    def delete_audio(self, recording: Recording, reason: Reason) -> None:
        """The upload is unlinked and its folder gone; the text stays."""
        with suppress(NotFound):
            stored = self._files.get(recording.file_id)
            label = self._retention.label_of(recording)
            with self._deletions.recorded(stored.id, label=label, reason=reason, sha256=stored.sha256):
                self._files.delete(stored.id)

    def delete_all(self, job_id: str, recording: Recording, reason: Reason) -> None:
        self.delete_audio(recording, reason)
        with self._deletions.recorded(job_id, label=self._retention.label_of(recording), reason=reason):
            self.erase(job_id)

    def erase(self, identity: str) -> None:
        """All but the upload; what a running job still holds is left to the next sweep."""
        with suppress(OSError):
            self._files.delete(identity)
        jobs = (*self._shelf.drafts.jobs(identity), identity)
        self._shelf.erase(identity)
        for job_id in jobs:
            with suppress(NotFound, Conflict):
                self._jobs.forget(job_id)

    def sweep(self, now: dt.datetime) -> set[str]:
        """Delete what is due; the ids of all recordings and their files."""
        governed = set()
        for record in self._shelf.recordings.list():
            recording = recording_of(record)
            governed |= {record.id, recording.file_id}
            if self._stopped(record.id, now):
                self._sweep_one(record.id, recording, now)
        for job_id in list(self._forgotten(now)):
            self.erase(job_id)
        return governed

    def _sweep_one(self, job_id: str, recording: Recording, now: dt.datetime) -> None:
        """The sound goes first. Where nothing was heard there is no text to keep either."""
        with suppress(OSError):
            self._files.delete(job_id)  # a killed job may have left its decoded sound
        text_until = self._retention.text_until(recording)
        if text_until is not None and text_until < now:
            self.delete_all(job_id, recording, "retention")
        elif self._retention.audio_until(recording) < now:
            if self._shelf.transcripts.version(job_id) is None:
                self.delete_all(job_id, recording, "retention")
            else:
                self.delete_audio(recording, "retention")

    def _stopped(self, job_id: str, now: dt.datetime) -> bool:
        with suppress(NotFound):
            job = self._jobs.find(job_id)
            ended = job.finished_at or job.created_at
            return job.status.is_final and (ended is None or ended + STOPPED < now)
        return True

    def _forgotten(self, now: dt.datetime) -> Iterator[str]:
        """The jobs whose recording was deleted while they ran."""
        offset, drafting = 0, set(self._shelf.drafts.jobs())
        while jobs := self._jobs.list(EVERYONE, limit=PAGE, offset=offset):
            for job in jobs:
                is_gone = job.id not in drafting and self._shelf.recordings.version(job.id) is None
                if is_gone and job.status.is_final and self._stopped(job.id, now):
                    yield job.id
            offset += len(jobs)

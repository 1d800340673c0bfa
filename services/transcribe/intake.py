"""Accept a recording: check what was asked, store the upload, queue the job."""

import datetime as dt
from dataclasses import dataclass
from pathlib import PurePosixPath

from fastapi import UploadFile

from common.identity import Principal
from common.jobs import Job
from common.service import Service
from services.transcribe.job import KIND
from services.transcribe.library import Library
from services.transcribe.schemas import Asked, Recording, without_controls
from services.transcribe.vocabulary.settled import settle
from services.transcribe.vocabulary.store import Vocabularies


@dataclass(frozen=True)
class About:
    """What the uploader says of the meeting."""

    title: str | None = None
    date: dt.date | None = None
    place: str | None = None
    speakers: int | None = None
    label: str | None = None


class Intake:
    """Where both APIs bring their uploads."""

    def __init__(self, service: Service, library: Library, vocabularies: Vocabularies) -> None:
        self._service = service
        self._library = library
        self._vocabularies = vocabularies

    def accept(
        self,
        upload: UploadFile,
        caller: Principal,
        asked: Asked,
        about: About | None = None,
    ) -> Job:
        """Store `upload` and queue its transcription; the job's id is the transcription's.

        Raises ModelMissing before anything is stored, EmptyFile, TooLarge, or OverQuota,
        BadRequest for an unknown label, and NotFound for an unknown vocabulary.
        """
        about = about or About()
        label = self._library.retention.checked(about.label)
        for model in (
            self._service.settings.transcribe.model,
            self._service.settings.transcribe.speaker_model,
        ):
            self._service.models.folder(model)
        asked = asked.model_copy(update={"hints": _hints(asked, about)})
        entries = self._vocabularies.resolved(asked.vocabulary, asked.vocabularies, asked.hints)
        with self._service.files.receiving(upload, owner=caller.user) as stored:
            settle(stored, entries)
            recording = Recording(
                file_id=stored.id,
                name=stored.name,
                title=without_controls(about.title or "").strip() or PurePosixPath(stored.name).stem,
                date=about.date,
                place=without_controls(about.place or "").strip() or None,
                speakers=about.speakers,
                label=label,
                asked=asked,
                created_at=dt.datetime.now(dt.UTC),
            )
            job = self._service.jobs.submit(
                KIND, owner=caller.user, title=recording.title, params=recording.model_dump(mode="json")
            )
        self._library.note(job.id, caller.user, recording)
        return job


def _hints(asked: Asked, about: About) -> str:
    typed = (entry.written for entry in asked.vocabulary)
    return without_controls(" ".join([about.title or "", about.place or "", *typed])).strip()

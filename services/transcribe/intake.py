"""Accept a recording: check what was asked, store the upload, queue the job."""

import datetime as dt
from pathlib import PurePosixPath
from typing import Any

from fastapi import UploadFile

from common.files import plain_name
from common.identity import Principal
from common.jobs import Job
from common.service import Service
from services.transcribe.job import KIND
from services.transcribe.library import Library
from services.transcribe.schemas import Asked, Recording

LONGEST_TITLE = 200


class Intake:
    """Where both APIs bring their uploads."""

    def __init__(self, service: Service, library: Library) -> None:
        self._service = service
        self._library = library

    def accept(
        self, upload: UploadFile, caller: Principal, asked: Asked, *, title: str | None = None, **more: Any
    ) -> Job:
        """Store `upload` and queue its transcription; the job's id is the transcription's.

        Raises ModelMissing before anything is stored, EmptyFile, TooLarge, or OverQuota.
        """
        self._service.models.folder(self._service.settings.transcribe.model)
        stored = self._service.files.receive(upload, owner=caller.user)
        try:
            named = plain_name(title or "")[:LONGEST_TITLE] if title and title.strip() else None
            recording = Recording(
                file_id=stored.id,
                name=stored.name,
                title=named or PurePosixPath(stored.name).stem,
                asked=asked,
                created_at=dt.datetime.now(dt.UTC),
                **more,
            )
            job = self._service.jobs.submit(
                KIND, owner=caller.user, title=recording.title, params=recording.model_dump(mode="json")
            )
        except BaseException:
            self._service.files.delete(stored.id)
            raise
        self._library.note(job.id, caller.user, recording)
        return job

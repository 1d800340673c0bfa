"""A client that lost patience sends the same file again: it joins the job it already has.

The `openai` client gives up after ten minutes and tries twice more, each time with the whole file. Without
this, an hour-long meeting would be transcribed three times and answered never.
"""

import hashlib
from typing import BinaryIO

from common.errors import NotFound
from common.identity import Principal
from common.jobs import Job, JobStatus
from common.service import Service
from services.transcribe.library import Library
from services.transcribe.schemas import Asked

COUNT_HEADER = "x-stainless-retry-count"
JOBS_LOOKED_AT = 20
BLOCK_BYTES = 1 << 20
USABLE = (JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.SUCCEEDED)


def is_retry(count: str | None) -> bool:
    return count is not None and count.isdecimal() and int(count) > 0


def earlier_job(
    service: Service, library: Library, content: BinaryIO, asked: Asked, caller: Principal
) -> Job | None:
    """The caller's own recent job for the same bytes and the same wishes; `content` is left at its start."""
    digest = _sha256(content)
    for job in service.jobs.list(caller, limit=JOBS_LOOKED_AT):
        if (
            job.owner == caller.user
            and job.status in USABLE
            and _is_for(service, library, job, digest, asked, caller)
        ):
            return job
    return None


def _sha256(content: BinaryIO) -> str:
    digest = hashlib.sha256()
    while block := content.read(BLOCK_BYTES):
        digest.update(block)
    content.seek(0)
    return digest.hexdigest()


def _is_for(
    service: Service, library: Library, job: Job, digest: str, asked: Asked, caller: Principal
) -> bool:
    try:
        recording = library.recording(job.id, caller)
        return recording.asked == asked and service.files.get(recording.file_id).sha256 == digest
    except NotFound:
        return False

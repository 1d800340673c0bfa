"""`POST /v1/transcriptions/{id}/draft`: have a summary drafted."""

from fastapi import APIRouter, Response

from common.identity import Caller
from common.job_routes import accepted
from common.jobs import Job
from common.service import Service
from services.transcribe.library import Library
from services.transcribe.minutes.drafting.job import KIND
from services.transcribe.minutes.drafting.writer import Writer


def draft_router(service: Service, library: Library, writer: Writer) -> APIRouter:
    router = APIRouter(prefix="/v1/transcriptions", tags=["transcriptions"])

    @router.post("/{transcription_id}/draft", status_code=202, summary="要約の下書きをAIに作らせる")
    def draft(transcription_id: str, response: Response, caller: Caller) -> Job:
        transcript = library.finished(transcription_id, caller)
        writer.check()
        job = service.jobs.submit(
            KIND,
            owner=caller.user,
            title=f"要約の下書き：{transcript.title}",
            params={"transcription": transcription_id, "roles": sorted(caller.roles)},
        )
        library.shelf.drafts.note(transcription_id, caller.user, job.id)
        return accepted(response, job)

    return router

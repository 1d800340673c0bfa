"""The routes that every service has for its jobs (list, look, follow, cancel), and the answer that begins one."""

import asyncio
from collections.abc import AsyncIterable
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from common.identity import Caller
from common.jobs import Job, Jobs

POLL_SECONDS = 0.5


def accepted(response: Response, job: Job) -> Job:
    """The body of a 202 answer, which says where the job is to be followed."""
    response.headers["Location"] = f"/v1/jobs/{job.id}"
    return job


def job_router(jobs: Jobs) -> APIRouter:
    router = APIRouter(prefix="/v1/jobs", tags=["jobs"])

    @router.get("", summary="処理の一覧")
    def list_jobs(
        caller: Caller,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        offset: Annotated[int, Query(ge=0)] = 0,
    ) -> list[Job]:
        return jobs.list(caller, limit=limit, offset=offset)

    @router.get("/{job_id}", summary="処理の状態")
    def get_job(job_id: str, caller: Caller) -> Job:
        return jobs.get(job_id, caller)

    @router.delete("/{job_id}", summary="処理の取り消し")
    def cancel_job(job_id: str, caller: Caller) -> Job:
        return jobs.cancel(job_id, caller)

    async def follow(
        job_id: str, caller: Caller, _visible: Annotated[Job, Depends(get_job)]
    ) -> AsyncIterable[ServerSentEvent]:
        before: Job | None = None
        while before is None or not before.status.is_final:
            job = await asyncio.to_thread(jobs.get, job_id, caller)
            if job != before:
                yield ServerSentEvent(data=job, event="job")
            before = job
            await asyncio.sleep(POLL_SECONDS)

    router.get("/{job_id}/events", summary="処理の進み具合（SSE）", response_class=EventSourceResponse)(
        follow
    )
    return router

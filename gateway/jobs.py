"""One list of the jobs of all four services."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from common.identity import Principal
from gateway.credentials import SignedIn
from gateway.routing import SERVICES
from gateway.upstreams import Upstreams

PAGE = 200  # the most that a service lists at once
DEEPEST = 2000
UNAVAILABLE_HEADER = "X-Yakuba-Unavailable"
Job = dict[str, Any]


class JobList:
    def __init__(self, upstreams: Upstreams) -> None:
        self._upstreams = upstreams

    async def newest(self, caller: Principal, limit: int, offset: int) -> tuple[list[Job], list[str]]:
        """The caller's jobs over all services, newest first, and the services that did not answer."""
        lists = await asyncio.gather(*(self._of(name, caller, offset + limit) for name in SERVICES))
        down = [name for name, jobs in zip(SERVICES, lists, strict=True) if jobs is None]
        merged = sorted((job for jobs in lists for job in jobs or []), key=_created, reverse=True)
        return merged[offset : offset + limit], down

    async def _of(self, service: str, caller: Principal, count: int) -> list[Job] | None:
        jobs: list[Job] = []
        while (wanted := min(PAGE, count - len(jobs))) > 0:
            target = f"/v1/jobs?limit={wanted}&offset={len(jobs)}"
            page = await self._upstreams.ask_json(service, target, caller)
            if not isinstance(page, list):
                return None
            jobs.extend(page)
            if len(page) < wanted:
                break
        return jobs


def _created(job: Job) -> datetime:
    created = job.get("created_at")
    return datetime.fromisoformat(created) if created else datetime.now(UTC)


def jobs_router(job_list: JobList) -> APIRouter:
    router = APIRouter(prefix="/v1/jobs", tags=["処理"])

    @router.get("", summary="処理の一覧（全サービス、新しい順）")
    async def list_jobs(
        caller: SignedIn,
        response: Response,
        limit: Annotated[int, Query(ge=1, le=PAGE)] = 50,
        offset: Annotated[int, Query(ge=0, le=DEEPEST)] = 0,
    ) -> list[Job]:
        """止まっているサービスがあるときは、その名前を `X-Yakuba-Unavailable` ヘッダーで知らせます。"""
        jobs, down = await job_list.newest(caller, limit, offset)
        if down:
            response.headers[UNAVAILABLE_HEADER] = ",".join(down)
        return jobs

    return router

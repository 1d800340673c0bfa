"""The care of the indexes, for administrators."""

from fastapi import APIRouter, Response
from pydantic import BaseModel

from common.identity import Admin
from common.jobs import Job, Jobs
from services.search.health.caring import KIND, TITLES, Action, Caretaker


class DiskUse(BaseModel):
    """In bytes."""

    database: int
    lexical: int
    free: int


def index_router(jobs: Jobs, caretaker: Caretaker) -> APIRouter:
    router = APIRouter(prefix="/v1/search/index", tags=["index"])

    @router.get("", summary="索引が使っている容量")
    def disk_use(_: Admin) -> DiskUse:
        return DiskUse(**caretaker.disk_use())

    @router.post("/{action}", summary="索引の検査・修復・作り直し・整理", status_code=202)
    def care(action: Action, caller: Admin, response: Response) -> Job:
        job = jobs.submit(KIND, owner=caller.user, title=TITLES[action], params={"action": action.value})
        response.headers["Location"] = f"/v1/jobs/{job.id}"
        return job

    return router

"""The care of the indexes, for administrators."""

import sqlalchemy as sa
from fastapi import APIRouter, Response
from pydantic import BaseModel

from common.identity import Admin
from common.job_routes import accepted
from common.jobs import Job, Jobs
from services.search.health.caring import KIND, TITLES, Action, Caretaker
from services.search.health.contents import contents
from services.search.meaning.changing import Changeover
from services.search.meaning.vectors import VectorStore


class IndexState(BaseModel):
    database: int
    """In bytes, as the next three."""
    lexical: int
    snapshots: int
    free: int
    """On the disk that holds them."""
    documents: int
    passages: int
    texts: int
    """Different texts of these passages, to be embedded once each."""
    embedded: int
    """Those that have a vector of the model: as far the search by meaning is filled."""
    model: str
    """Whose vectors answer."""
    model_usable: bool
    """False: its files are not there, and searches go by words alone."""
    making: str | None
    """The model whose vectors are made in the background, to take its place when they are complete."""
    made: float
    """From 0 to 1: the share of the texts that have such a vector."""


def index_router(
    jobs: Jobs, caretaker: Caretaker, engine: sa.Engine, vectors: VectorStore, changeover: Changeover
) -> APIRouter:
    router = APIRouter(prefix="/v1/search/index", tags=["index"])

    @router.get("", summary="索引の中身の数、意味検索の準備の進み、使っている容量")
    def state(_: Admin) -> IndexState:
        held, changing = contents(engine, vectors), changeover.state()
        return IndexState(**caretaker.disk_use(), **held._asdict(), **changing._asdict())

    @router.post("/{action}", summary="索引の検査・修復・作り直し・整理", status_code=202)
    def care(action: Action, caller: Admin, response: Response) -> Job:
        job = jobs.submit(KIND, owner=caller.user, title=TITLES[action], params={"action": action.value})
        return accepted(response, job)

    return router

"""Snapshots of the index, for administrators."""

from datetime import datetime

from fastapi import APIRouter, Response
from pydantic import BaseModel

from common.errors import Problem
from common.identity import Admin
from common.job_routes import accepted
from common.jobs import Job, Jobs
from services.search.health import restoring, taking
from services.search.health.snapshots import Manifest, SnapshotStore


class Snapshot(BaseModel):
    name: str
    made_at: datetime | None
    """The moment whose index it shows; this and what follows is unknown of one whose manifest is damaged."""
    bytes: int | None
    sources: list[str]
    documents: int | None
    passages: int | None
    vectors: int | None
    trouble: str | None
    """Why it cannot be restored, as far as that is known without reading all of it."""


def snapshot_router(jobs: Jobs, store: SnapshotStore) -> APIRouter:
    router = APIRouter(prefix="/v1/search/index/snapshots", tags=["index"])

    @router.get("", summary="索引の控えの一覧（新しい順）")
    def list_snapshots(_: Admin) -> list[Snapshot]:
        return [_view(name, manifest, store) for name, manifest in store.manifests().items()]

    @router.post("", summary="索引の控えを作る（検索と同期は続けられます）", status_code=202)
    def take_snapshot(caller: Admin, response: Response) -> Job:
        job = jobs.submit(taking.KIND, owner=caller.user, title=taking.TITLE, params={})
        return accepted(response, job)

    @router.delete("/{name}", summary="索引の控えを削除する", status_code=204)
    def delete_snapshot(name: str, _: Admin) -> None:
        store.delete(name)

    @router.post(
        "/{name}/restore",
        summary="索引を控えから戻す（終わるまで、いまの索引で検索できます）",
        description="閲覧できる人（readers）と、人が保存した検索は、いまのままです。",
        status_code=202,
    )
    def restore_snapshot(name: str, caller: Admin, response: Response) -> Job:
        store.manifest(name)
        job = jobs.submit(restoring.KIND, owner=caller.user, title=restoring.TITLE, params={"name": name})
        return accepted(response, job)

    return router


def _view(name: str, manifest: Manifest | None, store: SnapshotStore) -> Snapshot:
    try:
        store.manifest(name)
        trouble = None
    except Problem as problem:
        trouble = problem.detail
    return Snapshot(
        name=name,
        made_at=manifest.made_at if manifest else None,
        bytes=manifest.bytes if manifest else None,
        sources=manifest.sources if manifest else [],
        documents=manifest.documents if manifest else None,
        passages=manifest.passages if manifest else None,
        vectors=manifest.vectors if manifest else None,
        trouble=trouble,
    )

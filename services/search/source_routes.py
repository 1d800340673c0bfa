"""The folders that are searched."""

from typing import Annotated

from fastapi import APIRouter, Response
from fastapi import Path as PathParameter

from common.identity import Admin, Caller, Principal
from common.jobs import Job
from services.search.catalog import Catalog, State
from services.search.registry import Registry
from services.search.schemas import (
    Failure,
    SourceDetail,
    SourceName,
    SourceRequest,
    SourceSummary,
)
from services.search.sources import Source, Sources
from services.search.vectors import VectorStore

MOST_FAILURES = 1000
Name = Annotated[SourceName, PathParameter()]


def source_router(registry: Registry, sources: Sources, catalog: Catalog, vectors: VectorStore) -> APIRouter:
    router = APIRouter(prefix="/v1/search/sources", tags=["sources"])

    def detail(source: Source, caller: Principal) -> SourceDetail:
        return SourceDetail(
            **_summary(source, catalog, caller).model_dump(),
            texts_without_vector=vectors.count_missing(source.number),
            failures=[
                Failure(path=row.path, **row.failure)
                for row in catalog.failures(source.number, MOST_FAILURES)
            ],
            job=source.sync_job,
        )

    @router.put("/{name}", summary="検索対象の登録・変更", status_code=200, responses={201: {}})
    def put_source(name: Name, request: SourceRequest, caller: Admin, response: Response) -> SourceDetail:
        source, is_new = registry.put(name, request.path, request.readers)
        response.status_code = 201 if is_new else 200
        return detail(source, caller)

    @router.get("", summary="検索対象の一覧")
    def list_sources(caller: Caller) -> list[SourceSummary]:
        return [_summary(source, catalog, caller) for source in sources.visible(caller)]

    @router.get("/{name}", summary="検索対象の状態と、読み取れなかったファイル")
    def get_source(name: Name, caller: Caller) -> SourceDetail:
        return detail(sources.visible_named(name, caller), caller)

    @router.delete("/{name}", summary="検索対象の削除（ファイルは消えません）", status_code=204)
    def delete_source(name: Name, caller: Admin) -> None:
        registry.delete(name, caller)

    @router.post("/{name}/sync", summary="同期", status_code=202)
    def sync_source(name: Name, caller: Admin, response: Response) -> Job:
        job = registry.sync(name, caller)
        response.headers["Location"] = f"/v1/jobs/{job.id}"
        return job

    return router


def _summary(source: Source, catalog: Catalog, caller: Principal) -> SourceSummary:
    counts = catalog.counts(source.number)
    return SourceSummary(
        name=source.name,
        path=str(source.path) if caller.is_admin else None,
        readers=sorted(source.readers),
        indexed=counts[State.INDEXED],
        pending=counts[State.PENDING],
        failed=counts[State.FAILED],
        synced_at=source.synced_at,
    )

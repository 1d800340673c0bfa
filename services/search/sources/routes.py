"""The folders that are searched."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi import Path as PathParameter

from common.errors import NotFound
from common.identity import Admin, Caller
from common.job_routes import accepted
from common.jobs import Job
from common.settings import SearchSettings
from services.search.sources.failures import Failures
from services.search.sources.options import SourceOptions
from services.search.sources.records import Sources
from services.search.sources.registry import Registry, refuse_paused
from services.search.sources.schemas import (
    FailureList,
    RetryRequest,
    SourceDefaults,
    SourceDetail,
    SourceName,
    SourceRequest,
    SourceSummary,
)
from services.search.sources.views import SourceViews

Name = Annotated[SourceName, PathParameter()]


def source_router(registry: Registry, sources: Sources, views: SourceViews, failures: Failures) -> APIRouter:
    router = APIRouter(prefix="/v1/search/sources", tags=["sources"])

    @router.put("/{name}", summary="検索対象の登録・変更", status_code=200, responses={201: {}})
    def put_source(name: Name, request: SourceRequest, caller: Admin, response: Response) -> SourceDetail:
        source, is_new = registry.put(
            name, request.path, request.readers, request.options, relocated=request.relocated
        )
        response.status_code = 201 if is_new else 200
        return views.detail(source, caller)

    @router.get("", summary="検索対象の一覧")
    def list_sources(caller: Caller) -> list[SourceSummary]:
        return [views.summary(source, caller) for source in sources.visible(caller)]

    @router.get("/{name}", summary="検索対象の状態と、読み取れなかったファイル")
    def get_source(name: Name, caller: Caller) -> SourceDetail:
        return views.detail(sources.visible_named(name, caller), caller)

    @router.delete("/{name}", summary="検索対象の削除（ファイルは消えません）", status_code=204)
    def delete_source(name: Name, caller: Admin) -> None:
        registry.delete(name, caller)

    @router.post("/{name}/sync", summary="同期", status_code=202)
    def sync_source(name: Name, caller: Admin, response: Response) -> Job:
        return accepted(response, registry.sync(name, caller))

    @router.get("/{name}/failures", summary="読み取れなかったファイルと、その理由")
    def list_failures(
        name: Name,
        caller: Caller,
        code: str | None = None,
        limit: Annotated[int, Query(ge=0, le=1000)] = 100,
        offset: Annotated[int, Query(ge=0)] = 0,
    ) -> FailureList:
        return views.failures(sources.visible_named(name, caller), caller, code, limit, offset)

    @router.post("/{name}/failures/retry", summary="読み取れなかったファイルを読み直す", status_code=202)
    def retry_failures(name: Name, request: RetryRequest, caller: Admin, response: Response) -> Job:
        source = sources.get(name)
        refuse_paused(source)
        if request.id is None:
            failures.retry(source.number, request.codes)
            return accepted(response, registry.sync(name, caller))
        folder = failures.retry_one(source.number, request.id)
        if folder is None:
            raise NotFound(
                "このファイルは、もう読めなかったファイルの中にありません。一覧を開き直してください。"
            )
        return accepted(response, registry.sync(name, caller, [folder]))

    return router


def defaults_router(settings: SearchSettings) -> APIRouter:
    router = APIRouter(prefix="/v1/search/source-defaults", tags=["sources"])

    @router.get("", summary="新しい検索対象の設定の初めの値と、設定できる範囲")
    def get_defaults(_: Admin) -> SourceDefaults:
        return SourceDefaults(
            options=SourceOptions(),
            max_file_bytes=settings.max_file_bytes,
            roots=[str(root) for root in settings.roots],
        )

    return router

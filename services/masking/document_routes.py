"""Masking a document: upload, review, finalize, fetch."""

from typing import Annotated, Literal

from fastapi import APIRouter, File, Form, Response, UploadFile
from fastapi.responses import FileResponse
from pydantic import BaseModel, ConfigDict

from common.errors import Conflict
from common.identity import Caller
from common.job_routes import accepted
from common.jobs import Job
from services.masking.approval import require
from services.masking.columns.ledger_lines import column_lines
from services.masking.desk import Desk
from services.masking.ledger import to_csv, to_xlsx
from services.masking.profiles import DEFAULT_PROFILE, Profile
from services.masking.record import DocumentSummary, DocumentView, Style
from services.masking.reviewing import Addition, Decisions
from services.masking.watch_list import WatchList, watch_list

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOT_DONE = "まだ確定していません。すべて判断して確定すると受け取れます。"


class FinalizeOptions(BaseModel):
    """`block` puts ■ as long as the text; `label` puts A氏, ［住所］; `pseudonym` puts made-up names and numbers."""

    model_config = ConfigDict(extra="forbid")
    style: Style | None = None


class Approval(BaseModel):
    """Of the decisions as they stood in `version`."""

    model_config = ConfigDict(extra="forbid")
    version: int


def document_router(desk: Desk) -> APIRouter:
    router = APIRouter(prefix="/v1/masking", tags=["masking"])

    @router.get("/profiles", summary="公開区分の一覧")
    def profiles(_: Caller) -> list[Profile]:
        return desk.profiles.all

    @router.post("/documents", status_code=202, summary="文書を預けて個人情報を探す")
    def create(
        caller: Caller,
        response: Response,
        file: Annotated[UploadFile, File()],
        profile: Annotated[str, Form()] = DEFAULT_PROFILE,
        auto: Annotated[bool, Form()] = False,
        two_person: Annotated[bool, Form()] = False,
    ) -> Job:
        job = desk.accept(file, caller, profile=profile, auto=auto, two_person=two_person)
        return accepted(response, job)

    @router.get("/documents", summary="自分の文書の一覧")
    def list_documents(caller: Caller) -> list[DocumentSummary]:
        return desk.register.summaries(caller)

    @router.get("/documents/{document_id}", summary="文書と検出箇所")
    def get_document(document_id: str, caller: Caller) -> DocumentView:
        return desk.view(document_id, caller)

    @router.patch("/documents/{document_id}/findings", summary="検出箇所を判断する")
    def decide(document_id: str, decisions: Decisions, caller: Caller) -> DocumentView:
        return desk.decide(document_id, decisions, caller)

    @router.post("/documents/{document_id}/findings", status_code=201, summary="検出箇所を追加する")
    def add(document_id: str, addition: Addition, caller: Caller) -> DocumentView:
        return desk.add(document_id, addition, caller)

    @router.post("/documents/{document_id}/approve", summary="もう一人が承認する")
    def approve(document_id: str, approval: Approval, caller: Caller) -> DocumentView:
        return desk.approve(document_id, caller, approval.version)

    @router.get("/documents/{document_id}/watch-list", summary="自動で決めたうち、人が見るべき箇所")
    def watched(document_id: str, caller: Caller) -> WatchList:
        return watch_list(desk.view(document_id, caller))

    @router.post("/documents/{document_id}/finalize", status_code=202, summary="確定して黒塗りする")
    def finalize(
        document_id: str, caller: Caller, response: Response, options: FinalizeOptions | None = None
    ) -> Job:
        style = options.style if options else None
        return accepted(response, desk.finalize(document_id, caller, style))

    @router.get("/documents/{document_id}/file", summary="黒塗りしたファイル")
    def masked_file(document_id: str, caller: Caller) -> FileResponse:
        document = released(desk.view(document_id, caller))
        return FileResponse(
            desk.register.masked_file(document_id),
            filename=document.output,
            media_type="application/octet-stream",
            headers={"X-Content-Type-Options": "nosniff"},
        )

    @router.get("/documents/{document_id}/ledger", summary="マスキング一覧表")
    def ledger(
        document_id: str,
        caller: Caller,
        format: Literal["xlsx", "csv"] = "xlsx",  # noqa: A002 - the public name
    ) -> Response:
        document = released(desk.view(document_id, caller))
        columns = column_lines(document)
        if format == "csv":
            return _attachment(to_csv(document.findings, columns), "text/csv; charset=utf-8", "ledger.csv")
        return _attachment(to_xlsx(document.findings, columns), SPREADSHEET, "ledger.xlsx")

    @router.delete("/documents/{document_id}", status_code=204, summary="文書を削除する")
    def delete(document_id: str, caller: Caller) -> None:
        desk.delete(document_id, caller)

    return router


def released(document: DocumentView) -> DocumentView:
    """Raises Conflict unless it is masked, and approved where that was asked for."""
    if document.status != "done":
        raise Conflict(NOT_DONE, status_now=document.status, undecided=document.undecided)
    require(document)
    return document


def _attachment(content: bytes, media_type: str, name: str) -> Response:
    return Response(
        content, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )

"""`/v1/masking/bulk`: a folder as one zip in, the masked files as one zip and a report out."""

from typing import Annotated, Literal

from fastapi import APIRouter, File, Form, Response, UploadFile
from fastapi.responses import FileResponse

from common.downloads import attachment
from common.identity import Caller
from common.job_routes import accepted
from common.jobs import Job
from services.masking.bulk.desk import BulkDesk
from services.masking.bulk.record import BulkSummary, BulkView
from services.masking.bulk.report import to_csv, to_xlsx
from services.masking.document_routes import SPREADSHEET, Approval
from services.masking.profiles import DEFAULT_PROFILE
from services.masking.record import Style


def bulk_router(desk: BulkDesk) -> APIRouter:
    router = APIRouter(prefix="/v1/masking/bulk", tags=["masking: bulk"])

    @router.post("", status_code=202, summary="フォルダー（zip）を預けて、まとめて黒塗りする")
    def create(
        caller: Caller,
        response: Response,
        file: Annotated[UploadFile, File()],
        profile: Annotated[str, Form()] = DEFAULT_PROFILE,
        style: Annotated[Style, Form()] = "block",
        two_person: Annotated[bool, Form()] = False,
    ) -> Job:
        job = desk.accept(file, caller, profile=profile, style=style, two_person=two_person)
        return accepted(response, job)

    @router.get("", summary="まとめて預けたものの一覧")
    def list_bulks(caller: Caller) -> list[BulkSummary]:
        return desk.shelf.summaries(caller)

    @router.get("/{bulk_id}", summary="ファイルごとの結果")
    def get_bulk(bulk_id: str, caller: Caller) -> BulkView:
        return desk.view(bulk_id, caller)

    @router.get("/{bulk_id}/file", summary="黒塗りしたファイルの zip")
    def masked_zip(bulk_id: str, caller: Caller) -> FileResponse:
        _, path = desk.result(bulk_id, caller)
        return FileResponse(
            path, media_type="application/zip", headers=attachment("公開用.zip", "masked.zip")
        )

    @router.get("/{bulk_id}/report", summary="ファイルごとの報告（塗った語は含まない）")
    def report(
        bulk_id: str,
        caller: Caller,
        format: Literal["xlsx", "csv"] = "xlsx",  # noqa: A002 - the public name
    ) -> Response:
        bulk = desk.finished(bulk_id, caller)
        if format == "csv":
            headers = attachment("報告.csv", "report.csv")
            return Response(to_csv(bulk), media_type="text/csv; charset=utf-8", headers=headers)
        return Response(to_xlsx(bulk), media_type=SPREADSHEET, headers=attachment("報告.xlsx", "report.xlsx"))

    @router.post("/{bulk_id}/approve", summary="もう一人が承認する")
    def approve(bulk_id: str, approval: Approval, caller: Caller) -> BulkView:
        return desk.approve(bulk_id, caller, approval.version)

    @router.delete("/{bulk_id}", status_code=204, summary="まとめて預けたものを、すべて削除する")
    def delete(bulk_id: str, caller: Caller) -> None:
        desk.delete(bulk_id, caller)

    return router

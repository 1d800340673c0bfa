"""`/v1/minutes-templates`: a department's Word templates."""

from typing import Annotated

from fastapi import APIRouter, File, Query, Response, UploadFile
from fastapi.responses import FileResponse

from common.downloads import attachment
from common.identity import Caller
from services.transcribe.exports.templates.placeholders import LISTS, ROWS, SINGLES
from services.transcribe.exports.templates.sample import sample
from services.transcribe.exports.templates.store import MOST_BYTES, Template, Templates

PLAIN_NAME = "template.docx"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Department = Annotated[str, Query(max_length=60, description="課の名前。なければ全庁共通")]
Maybe = Annotated[str | None, Query(max_length=60, description="課の名前")]


def template_router(templates: Templates) -> APIRouter:
    router = APIRouter(prefix="/v1/minutes-templates", tags=["minutes-templates"])

    @router.get("", summary="議事録のひな形の一覧")
    def list_templates(_: Caller, department: Maybe = None) -> list[Template]:
        return templates.list(department)

    @router.get("/sample", summary="見本のひな形（Word）", response_class=Response)
    def get_sample(_: Caller) -> Response:
        return Response(sample(), media_type=DOCX, headers=attachment("見本.docx", PLAIN_NAME))

    @router.get("/placeholders", summary="ひな形で使える差し込み項目")
    def get_placeholders(_: Caller) -> dict[str, str]:
        rows = {
            f"{group}.{part}": f"{group}の{part}（表の中に書く。件数だけ行が増える）"
            for group, parts in ROWS.items()
            for part in parts
        }
        return SINGLES | LISTS | rows

    @router.put("/{name}", summary=f"ひな形を登録・差し替え（docx、{MOST_BYTES >> 20} MiB まで）")
    def put_template(
        name: str, caller: Caller, file: Annotated[UploadFile, File()], department: Department = ""
    ) -> Template:
        return templates.put(name, department, file.file, file.filename or "", caller)

    @router.get("/{name}", summary="ひな形を取り出す", response_class=FileResponse)
    def get_template(name: str, _: Caller, department: Maybe = None) -> FileResponse:
        headers = attachment(f"{name}.docx", PLAIN_NAME) | {"X-Content-Type-Options": "nosniff"}
        return FileResponse(templates.path(name, department), media_type=DOCX, headers=headers)

    @router.delete("/{name}", status_code=204, summary="ひな形を消す")
    def delete_template(name: str, caller: Caller, department: Department = "") -> None:
        templates.delete(name, department, caller)

    return router

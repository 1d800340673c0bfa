"""The table that says which user or role of ours the principals of the file servers are."""

from typing import Annotated

from fastapi import APIRouter, Depends, File, Response, UploadFile
from pydantic import BaseModel

from common.errors import TooLarge
from common.identity import require_admin
from common.uploads import bounded
from services.search.access.identities import Identities, read_table, write_table

MOST_BYTES = 16 * 1024**2
TOO_LARGE = "対応表が大きすぎます。16 MiB までの CSV にしてください。"


class Taken(BaseModel):
    lines: int


def identity_router(identities: Identities) -> APIRouter:
    router = APIRouter(
        prefix="/v1/search/identities", tags=["sources"], dependencies=[Depends(require_admin)]
    )

    @router.put("", summary="ファイルサーバーの利用者と、この仕組みの利用者との対応表（CSV）を登録")
    def put_identities(file: Annotated[UploadFile, File()]) -> Taken:
        table = read_table(bounded(file.file, MOST_BYTES, TooLarge(TOO_LARGE)))
        identities.replace(table)
        return Taken(lines=len(table))

    @router.get("", summary="対応表（CSV）", response_class=Response)
    def get_identities() -> Response:
        text = "\ufeff" + write_table(identities.all())
        return Response(text, media_type="text/csv; charset=utf-8")

    return router

"""The dictionary of synonyms and abbreviations, which administrators keep."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import ValidationError

from common.errors import BadRequest, TooLarge
from common.identity import Admin
from services.search.answers.schemas import SynonymGroups
from services.search.words.synonym_sheet import checked, read_synonyms, write_synonyms
from services.search.words.synonyms import Synonyms

MOST_BYTES = 5_000_000
JSON, CSV = "application/json", "text/csv"


async def _body(request: Request) -> bytes:
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > MOST_BYTES:
            raise TooLarge("同義語のファイルは5MBまでです。")
    return bytes(content)


Body = Annotated[bytes, Depends(_body)]


PUT_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            JSON: {"schema": SynonymGroups.model_json_schema()},
            CSV: {"schema": {"type": "string", "description": "UTF-8 か Shift_JIS。1行に1組"}},
        },
    }
}


def synonym_router(synonyms: Synonyms) -> APIRouter:
    router = APIRouter(prefix="/v1/search/synonyms", tags=["search"])

    @router.get(
        "",
        summary="同義語・略語の辞書（JSON か CSV）",
        response_model=SynonymGroups,
        responses={200: {"content": {CSV: {}}}},
    )
    def get_synonyms(
        _: Admin, wanted: Annotated[Literal["json", "csv"], Query(alias="format")] = "json"
    ) -> SynonymGroups | Response:
        groups = synonyms.groups()
        if wanted == "json":
            return SynonymGroups(groups=groups)
        return Response(
            write_synonyms(groups),
            media_type=f"{CSV}; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="synonyms.csv"'},
        )

    @router.put("", summary="同義語・略語の辞書を置き換える（JSON か CSV）", openapi_extra=PUT_BODY)
    def put_synonyms(request: Request, _: Admin, body: Body) -> SynonymGroups:
        is_json = request.headers.get("content-type", "").startswith(JSON)
        groups = _from_json(body) if is_json else read_synonyms(body)
        synonyms.put(groups)
        return SynonymGroups(groups=groups)

    return router


def _from_json(body: bytes) -> list[list[str]]:
    try:
        given = SynonymGroups.model_validate_json(body)
    except ValidationError:
        raise BadRequest('{"groups": [["市民局", "市民部"], …]} の形で送ってください。') from None
    return checked(enumerate(given.groups, 1))

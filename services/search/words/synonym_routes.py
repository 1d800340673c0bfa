"""The dictionary of synonyms and abbreviations, which administrators keep."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ValidationError

from common.errors import BadRequest, TooLarge
from common.identity import Admin
from services.search.answers.schemas import SynonymChange, SynonymGroups
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


def _taking(shape: type[BaseModel]) -> dict[str, Any]:
    """The body in OpenAPI: JSON of this shape, or CSV."""
    content = {
        JSON: {"schema": shape.model_json_schema()},
        CSV: {"schema": {"type": "string", "description": "UTF-8 か Shift_JIS。1行に1組"}},
    }
    return {"requestBody": {"required": True, "content": content}}


PUT_BODY, PATCH_BODY = _taking(SynonymGroups), _taking(SynonymChange)


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

    @router.patch("", summary="同義語・略語を加える、消す（JSON。CSV なら加える）", openapi_extra=PATCH_BODY)
    def patch_synonyms(request: Request, _: Admin, body: Body) -> SynonymGroups:
        is_json = request.headers.get("content-type", "").startswith(JSON)
        change = _change(body) if is_json else SynonymChange(add=read_synonyms(body))
        return SynonymGroups(groups=synonyms.change(change.add, change.remove))

    return router


def _change(body: bytes) -> SynonymChange:
    try:
        given = SynonymChange.model_validate_json(body)
    except ValidationError:
        raise BadRequest('{"add": [["市民局", "市民部"], …], "remove": […]} の形で送ってください。') from None
    return SynonymChange(add=checked(enumerate(given.add, 1)), remove=given.remove)


def _from_json(body: bytes) -> list[list[str]]:
    try:
        given = SynonymGroups.model_validate_json(body)
    except ValidationError:
        raise BadRequest('{"groups": [["市民局", "市民部"], …]} の形で送ってください。') from None
    return checked(enumerate(given.groups, 1))

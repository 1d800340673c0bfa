"""Signing a browser in and out."""

import asyncio

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from pydantic import BaseModel

from common.errors import BadRequest, Forbidden
from gateway.credentials import Credentials, SignedIn, mark_attempt, remember
from gateway.cross_site import is_other_origin
from gateway.sessions import LIFETIME_SECONDS
from gateway.sign_in import COOKIE, address_of


class Identity(BaseModel):
    user: str
    roles: list[str]


def session_router(credentials: Credentials) -> APIRouter:
    router = APIRouter(prefix="/session", tags=["サインイン"])

    @router.get("", summary="誰としてサインインしているか")
    def who(caller: SignedIn) -> Identity:
        return Identity(user=caller.user, roles=sorted(caller.roles))

    @router.post("", summary="キーでサインインする", response_model=Identity, openapi_extra=BODY)
    async def sign_in(request: Request) -> Response:
        if is_other_origin(request.headers):
            raise Forbidden("サインインは、このシステムの画面から行ってください。")
        key, is_form = await _given_key(request)
        mark_attempt(request.scope)
        credential = await asyncio.to_thread(credentials.of_key, key, address_of(request.scope))
        remember(request.scope, credential)
        token = await asyncio.to_thread(credentials.sessions.open, credential.key_id)
        roles = sorted(credential.principal.roles)
        response: Response = JSONResponse({"user": credential.principal.user, "roles": roles})
        if is_form:
            response = RedirectResponse("/", status_code=303)
        _set_cookie(request, response, token, LIFETIME_SECONDS)
        return response

    @router.delete("", status_code=204, summary="サインアウトする")
    async def sign_out(request: Request) -> Response:
        if (token := request.cookies.get(COOKIE)) is not None:
            await asyncio.to_thread(credentials.sessions.close, token)
        response = Response(status_code=204)
        _set_cookie(request, response, "", 0)
        return response

    return router


BODY = {
    "requestBody": {
        "required": True,
        "content": {
            kind: {
                "schema": {"type": "object", "required": ["key"], "properties": {"key": {"type": "string"}}}
            }
            for kind in ("application/json", "application/x-www-form-urlencoded")
        },
    }
}


async def _given_key(request: Request) -> tuple[str, bool]:
    """The key, and whether it came from an HTML form."""
    is_json = request.headers.get("content-type", "").startswith("application/json")
    try:
        fields = await request.json() if is_json else await request.form()
    except (ValueError, RecursionError) as error:
        raise BadRequest("送られた内容を読み取れませんでした。") from error
    key = fields.get("key") if hasattr(fields, "get") else None
    if not isinstance(key, str):
        raise BadRequest("キーを入力してください。")
    return key.strip(), not is_json


def _set_cookie(request: Request, response: Response, token: str, max_age: int) -> None:
    response.set_cookie(
        COOKIE,
        token,
        max_age=max_age,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
        path="/",
    )

"""ASGI middleware: who is calling. What a caller without a sign-in may do is for the routes to say."""

import asyncio

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.body_key import key_in_body
from gateway.credentials import Credential, Credentials, mark_attempt, remember
from gateway.cross_site import refuse_other_sites
from gateway.failures import TooManyFailures, too_many_response
from gateway.routing import is_libretranslate

COOKIE = "yakuba_session"


class SignIn:
    """Reads a bearer key, a session cookie, or (LibreTranslate's paths only) an `api_key` in the body."""

    def __init__(self, app: ASGIApp, credentials: Credentials) -> None:
        self._app = app
        self._credentials = credentials

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            receive = await self._identify(scope, receive)
        except TooManyFailures as problem:
            await too_many_response(problem)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _identify(self, scope: Scope, receive: Receive) -> Receive:
        request = Request(scope)
        credential: Credential | None = None
        key = bearer(request)
        if key is None and COOKIE in request.cookies:
            credential = await asyncio.to_thread(self._credentials.of_session, request.cookies[COOKIE])
            if credential is not None:
                refuse_other_sites(request.method, request.headers)
        elif key is None and is_libretranslate(scope["method"], scope["path"]):
            key, receive = await key_in_body(scope, receive)
        if key is not None:
            mark_attempt(scope)
            credential = await asyncio.to_thread(self._credentials.of_key, key, address_of(scope))
        remember(scope, credential)
        return receive


def bearer(request: Request) -> str | None:
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else None


def address_of(scope: Scope) -> str:
    client = scope.get("client")
    return client[0] if client else ""

"""A limit on request bodies that counts the bytes as they come: a Content-Length can lie."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from common.files import too_large


class BodyLimit:
    """ASGI middleware: past `limit_bytes` the call ends with 413, whatever its headers claimed."""

    def __init__(self, app: ASGIApp, limit_bytes: int) -> None:
        self._app = app
        self._limit = limit_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._limit:
                raise too_large(self._limit)
            return message

        if _declared(scope) > self._limit:
            raise too_large(self._limit)
        await self._app(scope, counted, send)


def _declared(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0

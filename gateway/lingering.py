"""A refusal of an upload must reach its sender.

A server that answers and closes while the client still sends makes TCP reset the connection, and the
client may see the reset instead of the answer (RFC 9112, section 9.6). So the answer is written, what
still comes is read and thrown away for a while, and only then the call ends. nginx's `lingering_close`.
"""

import asyncio
from contextlib import suppress

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOTAL_SECONDS = 30.0
IDLE_SECONDS = 5.0


class Lingering:
    def __init__(self, app: ASGIApp, total_seconds: float = TOTAL_SECONDS) -> None:
        self._app = app
        self._total = total_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # A client that waits for `100 Continue` sends nothing after a refusal.
        if scope["type"] != "http" or "expect" in Headers(scope=scope) or not _has_body(scope):
            await self._app(scope, receive, send)
            return
        unread = UnreadBody(receive)

        async def finish_reading(message: Message) -> None:
            is_last = message["type"] == "http.response.body" and not message.get("more_body", False)
            if is_last and not unread.is_empty:
                await send({**message, "more_body": True})
                with suppress(TimeoutError):
                    await asyncio.wait_for(unread.discard(), self._total)
                message = {"type": "http.response.body", "body": b"", "more_body": False}
            await send(message)

        await self._app(scope, unread.receive, finish_reading)


class UnreadBody:
    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self.is_empty = False

    async def receive(self) -> Message:
        message = await self._receive()
        if not message.get("more_body", False):
            self.is_empty = True
        return message

    async def discard(self) -> None:
        """Read to the end, at most `IDLE_SECONDS` between two pieces."""
        while not self.is_empty:
            await asyncio.wait_for(self.receive(), IDLE_SECONDS)


def _has_body(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"

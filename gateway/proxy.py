"""The streaming proxy: bodies pass both ways as they come and are held nowhere."""

import asyncio
import logging
from collections.abc import AsyncIterator

import httpx2
from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send

from common.errors import Unavailable
from common.identity import Principal
from gateway.headers import Pairs, to_client, to_service
from gateway.routing import SERVICES, plain_target
from gateway.upstreams import Upstreams

log = logging.getLogger(__name__)


class ClientGone(Exception):
    """The client hung up before its request was whole."""


class RequestBody:
    """The client's body as it comes, and the news of the client's leaving."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        headers = Headers(scope=scope)
        self.is_present = "transfer-encoding" in headers or headers.get("content-length", "0") != "0"
        self._receive = receive
        self._read = asyncio.Event()

    async def chunks(self) -> AsyncIterator[bytes]:
        more = True
        while more:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                raise ClientGone
            if chunk := message.get("body", b""):
                yield chunk
            more = message.get("more_body", False)
        self._read.set()

    async def client_left(self) -> None:
        """Returns when the client is gone; it is watched once its body has been read."""
        if self.is_present:
            await self._read.wait()
        while (await self._receive())["type"] != "http.disconnect":
            pass


class Exchange:
    """One request passed on and its answer passed back."""

    def __init__(self, upstreams: Upstreams, service: str, scope: Scope, send: Send) -> None:
        self._upstreams = upstreams
        self._service = service
        self._scope = scope
        self._send = send
        self.answered = False

    async def run(self, principal: Principal, body: RequestBody) -> None:
        response = await self._upstreams.open(
            self._service,
            self._scope["method"],
            plain_target(self._scope),
            to_service(self._scope["headers"], self._own_headers(principal)),
            body.chunks() if body.is_present else None,
        )
        try:
            await self._pass_back(response)
        finally:
            await response.aclose()

    def _own_headers(self, principal: Principal) -> Pairs:
        # The client's Host passes, so that the addresses a service writes lead back here.
        scheme = self._scope.get("scheme", "http")
        return [*self._upstreams.headers(principal), (b"x-forwarded-proto", scheme.encode())]

    async def _pass_back(self, response: httpx2.Response) -> None:
        if response.status_code == 401:
            raise _refused(self._service)
        headers = to_client(response.headers.raw)
        await self._send({"type": "http.response.start", "status": response.status_code, "headers": headers})
        async for chunk in response.aiter_raw():
            await self._send({"type": "http.response.body", "body": chunk, "more_body": True})
        self.answered = True
        await self._send({"type": "http.response.body", "body": b"", "more_body": False})


def _refused(service: str) -> Unavailable:
    log.error("the service does not accept the gateway's secret", extra={"upstream": service})
    return Unavailable(
        f"「{SERVICES[service]}」のサービスとの間の合言葉が合っていません。"
        "管理者に、ゲートウェイと同じ YAKUBA_GATEWAY_SECRET で起動し直すよう依頼してください。",
        service=service,
    )


class Proxy:
    def __init__(self, upstreams: Upstreams) -> None:
        self._upstreams = upstreams

    async def forward(
        self, service: str, principal: Principal, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Pass the call on. When the client leaves, the call to the service is dropped too."""
        body = RequestBody(scope, receive)
        exchange = Exchange(self._upstreams, service, scope, send)
        run = asyncio.create_task(exchange.run(principal, body))
        left = asyncio.create_task(body.client_left())
        try:
            await asyncio.wait({run, left}, return_when=asyncio.FIRST_COMPLETED)
            if run.done() or exchange.answered:
                await run
        except ClientGone:
            log.info("client left during its upload", extra={"upstream": service})
        finally:
            await _end(left, run)


async def _end(*tasks: asyncio.Task[None]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    for task in tasks:
        if not task.cancelled():
            task.exception()  # seen here; asyncio would log it as never retrieved

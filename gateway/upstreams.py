"""The connections to the four services, pooled."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import httpx2

from common.errors import Unavailable
from common.identity import Principal
from common.logs import request_id
from common.requests import ID_HEADER
from common.settings import Settings
from gateway.headers import Pairs, identity
from gateway.routing import SERVICES

log = logging.getLogger(__name__)

# A service closes an idle connection after 5 s (uvicorn's default); ours must let go of it before.
LIMITS = httpx2.Limits(max_connections=1000, max_keepalive_connections=64, keepalive_expiry=3.0)
# No limit on reading: a service may think for long, and the client's leaving ends the wait.
STREAM_TIMEOUT = httpx2.Timeout(connect=5.0, read=None, write=120.0, pool=30.0)
ASK_TIMEOUT = httpx2.Timeout(5.0)
RETRY_PAUSES_SECONDS = (0.2, 0.5)
NOT_REACHED = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)


class Upstreams:
    """Sends requests to the services in the name of a signed-in caller."""

    def __init__(self, settings: Settings, secret: str) -> None:
        self._urls = {name: settings.service(name).base_url.rstrip("/") for name in SERVICES}
        self._secret = secret
        # `trust_env=False`: a proxy set for the machine must never see a call between the processes.
        self._client = httpx2.AsyncClient(limits=LIMITS, trust_env=False, follow_redirects=False)

    async def close(self) -> None:
        await self._client.aclose()

    def headers(self, principal: Principal) -> Pairs:
        own = identity(principal, self._secret)
        if (current := request_id.get()) is not None:
            own.append((ID_HEADER.encode(), current.encode()))
        return own

    async def open(
        self, service: str, method: str, target: str, headers: Pairs, body: AsyncIterator[bytes] | None
    ) -> httpx2.Response:
        """The answer with its body still to be read; the caller closes it. Raises Unavailable.

        A call that reads, and so may be repeated, is tried again while the service cannot be reached.
        """
        pauses = RETRY_PAUSES_SECONDS if body is None and method in ("GET", "HEAD") else ()
        for pause in pauses:
            try:
                return await self._send(service, method, target, headers, None)
            except httpx2.TransportError:
                await asyncio.sleep(pause)
        try:
            return await self._send(service, method, target, headers, body)
        except httpx2.TransportError as error:
            log.warning("service unavailable", extra={"upstream": service, "fault": type(error).__name__})
            raise unavailable(service, reached=not isinstance(error, NOT_REACHED)) from error

    async def _send(
        self, service: str, method: str, target: str, headers: Pairs, body: AsyncIterator[bytes] | None
    ) -> httpx2.Response:
        request = httpx2.Request(
            method,
            self._urls[service] + target,
            headers=headers,
            content=body,
            extensions={"timeout": STREAM_TIMEOUT.as_dict()},
        )
        return await self._client.send(request, stream=True)

    async def ask(self, service: str, target: str, principal: Principal | None = None) -> httpx2.Response:
        """A short question of the gateway's own, its answer whole. Raises httpx2.HTTPError."""
        headers = self.headers(principal) if principal else []
        return await self._client.get(self._urls[service] + target, headers=headers, timeout=ASK_TIMEOUT)

    async def ask_json(self, service: str, target: str, principal: Principal) -> Any | None:
        """The JSON answer, or None when the service did not give one."""
        try:
            answer = await self.ask(service, target, principal)
            return answer.raise_for_status().json()
        except (httpx2.HTTPError, ValueError) as error:
            log.warning("service unavailable", extra={"upstream": service, "fault": type(error).__name__})
            return None


def unavailable(service: str, *, reached: bool) -> Unavailable:
    name = SERVICES[service]
    if reached:
        detail = (
            f"「{name}」のサービスからの応答が途中で途切れました。"
            "処理の一覧を確かめてから、必要ならもう一度やり直してください。"
        )
    else:
        detail = (
            f"「{name}」のサービスが動いていません。送った内容は受け付けられていません。"
            "しばらくしてからやり直し、続くときは管理者に連絡してください。"
        )
    return Unavailable(detail, service=service)

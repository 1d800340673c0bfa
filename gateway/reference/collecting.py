"""Fetching the services' OpenAPI documents, and keeping them a while."""

import asyncio
import time

import httpx2

from gateway.reference.merging import OpenApi
from gateway.routing import SERVICES
from gateway.upstreams import Upstreams

KEEP_SECONDS = 60.0


class Documents:
    """The last document of each service; one that is down keeps the one it gave before."""

    def __init__(self, upstreams: Upstreams, keep_seconds: float = KEEP_SECONDS) -> None:
        self._upstreams = upstreams
        self._keep = keep_seconds
        self._documents: dict[str, OpenApi] = {}
        self._fetched: dict[str, float] = {}
        self._lock = asyncio.Lock()

    async def all(self) -> dict[str, OpenApi]:
        async with self._lock:
            now = time.monotonic()
            stale = [name for name in SERVICES if now - self._fetched.get(name, -self._keep) >= self._keep]
            await asyncio.gather(*(self._fetch(name) for name in stale))
        return {name: self._documents[name] for name in SERVICES if name in self._documents}

    async def _fetch(self, service: str) -> None:
        try:
            answer = await self._upstreams.ask(service, "/openapi.json")
            document = answer.raise_for_status().json()
        except (httpx2.HTTPError, ValueError):
            return
        if isinstance(document, dict) and "paths" in document:
            self._documents[service] = document
            self._fetched[service] = time.monotonic()

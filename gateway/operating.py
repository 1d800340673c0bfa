"""Is it alive, can it work, what is it doing."""

import asyncio
from typing import Any

import httpx2
from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from gateway.routing import SERVICES
from gateway.upstreams import Upstreams


def operating_router(upstreams: Upstreams) -> APIRouter:
    router = APIRouter(tags=["運用"])

    @router.get("/healthz", summary="動いているか")
    async def health() -> dict[str, str]:
        return {"status": "ok", "service": "gateway"}

    @router.get("/readyz", summary="仕事ができるか（全サービス）")
    async def ready() -> JSONResponse:
        answers = await asyncio.gather(*(_readiness(upstreams, name) for name in SERVICES))
        services = dict(zip(SERVICES, answers, strict=True))
        is_ready = all(answer["status"] == "ready" for answer in answers)
        status = "ready" if is_ready else "not_ready"
        return JSONResponse({"status": status, "services": services}, 200 if is_ready else 503)

    @router.get("/metrics", summary="Prometheus の指標", include_in_schema=False)
    async def metrics() -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return router


async def _readiness(upstreams: Upstreams, service: str) -> dict[str, Any]:
    """What the service says of itself, missing models included, or that it is down."""
    try:
        answer = (await upstreams.ask(service, "/readyz")).json()
    except (httpx2.HTTPError, ValueError):
        return {"status": "down"}
    return answer if isinstance(answer, dict) and "status" in answer else {"status": "down"}

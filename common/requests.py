"""What happens around every request: its id, one access line, its metrics, and its errors as problems."""

import logging
import time
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from prometheus_client import Counter, Histogram
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from common.errors import BadRequest, NotFound, Problem
from common.logs import request_id

log = logging.getLogger(__name__)
ID_HEADER = "x-request-id"
REQUESTS = Counter("yakuba_requests_total", "Requests answered", ["service", "method", "route", "status"])
SECONDS = Histogram("yakuba_request_seconds", "Time to answer", ["service", "method", "route"])
HTTP_DETAIL = {
    404: "このアドレスには何もありません。",
    405: "このアドレスではその操作はできません。",
}


class RequestScope:
    """The outermost ASGI middleware of every process."""

    def __init__(self, app: ASGIApp, service: str) -> None:
        self._app = app
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        identity = _given_id(scope) or uuid4().hex
        token = request_id.set(identity)
        answer = Answer(send, identity)
        started = time.perf_counter()
        try:
            await self._answer(scope, receive, answer)
        finally:
            self._record(scope, answer.status, time.perf_counter() - started)
            request_id.reset(token)

    async def _answer(self, scope: Scope, receive: Receive, answer: "Answer") -> None:
        try:
            await self._app(scope, receive, answer)
        except Problem as problem:
            if answer.started:
                raise
            await problem_response(problem)(scope, receive, answer)
        except Exception:
            log.exception("unhandled error")
            if answer.started:
                raise
            await problem_response(unexpected())(scope, receive, answer)

    def _record(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "other")
        method = scope["method"]
        REQUESTS.labels(self._service, method, route, status).inc()
        SECONDS.labels(self._service, method, route).observe(seconds)
        milliseconds = round(seconds * 1000, 1)
        log.info("request", extra={"method": method, "route": route, "status": status, "ms": milliseconds})


class Answer:
    """Wraps `send`: adds the request id and remembers the status."""

    def __init__(self, send: Send, identity: str) -> None:
        self._send = send
        self._identity = identity
        self.status = 0

    @property
    def started(self) -> bool:
        return self.status != 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            kept = [pair for pair in message.get("headers", []) if pair[0].lower() != ID_HEADER.encode()]
            message["headers"] = [*kept, (ID_HEADER.encode(), self._identity.encode())]
        await self._send(message)


def problem_response(problem: Problem) -> JSONResponse:
    headers = {"WWW-Authenticate": "Bearer"} if problem.status == 401 else None
    return JSONResponse(
        problem.body(request_id.get()),
        status_code=problem.status,
        media_type="application/problem+json",
        headers=headers,
    )


def unexpected() -> Problem:
    return Problem(
        "予期しないエラーが起きました。しばらくしてからやり直し、続くときは管理者に連絡してください。"
    )


def install_handlers(app: FastAPI) -> None:
    """Turn every exception into problem+json, in this one place."""

    @app.exception_handler(Problem)
    async def on_problem(_: Request, problem: Problem) -> JSONResponse:
        return problem_response(problem)

    @app.exception_handler(RequestValidationError)
    async def on_invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        return problem_response(_invalid(error.errors()))

    @app.exception_handler(HTTPException)
    async def on_http(_: Request, error: HTTPException) -> JSONResponse:
        return problem_response(_from_http(error))


def _invalid(errors: Sequence[Any]) -> Problem:
    faults = [{"field": ".".join(str(part) for part in e["loc"][1:]), "message": e["msg"]} for e in errors]
    names = "、".join(sorted({fault["field"] for fault in faults if fault["field"]})) or "本文"
    return BadRequest(f"入力を確かめてください（{names}）。", errors=faults)


def _from_http(error: HTTPException) -> Problem:
    if isinstance(error.__cause__, Problem):
        return error.__cause__
    if error.status_code == 404:
        return NotFound(HTTP_DETAIL[404])
    problem = BadRequest(HTTP_DETAIL.get(error.status_code, "送られた内容を読み取れませんでした。"))
    problem.status = error.status_code  # type: ignore[misc]  # the status that Starlette chose
    return problem


def _given_id(scope: Scope) -> str | None:
    for name, value in scope["headers"]:
        if name == ID_HEADER.encode() and value.isalnum() and len(value) <= 64:
            return str(value.decode())
    return None

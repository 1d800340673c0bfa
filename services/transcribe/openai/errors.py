"""Errors as the `openai` client reads them: `error: {message, type, code, param}` beside problem+json."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute

from common.errors import BadRequest, Problem

KINDS = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}


class OpenAIRoute(APIRoute):
    """A route whose problems carry the members that OpenAI's have (RFC 9457 allows extension members)."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_with_message(request: Request) -> Response:
            try:
                return await handle(request)
            except Problem as problem:
                _spoken(problem)
                raise
            except RequestValidationError as error:
                raise _spoken(_invalid(error)) from error

        return handle_with_message


def error_object(problem: Problem) -> dict[str, Any]:
    """The member `error` of OpenAI's answers; the client shows its `message`."""
    kind = "server_error" if problem.status >= 500 else KINDS.get(problem.status, "invalid_request_error")
    param = problem.extra.get("param")
    return {"message": problem.detail, "type": kind, "code": problem.code, "param": param}


def _spoken(problem: Problem) -> Problem:
    problem.extra |= {"message": problem.detail, "error": error_object(problem)}
    return problem


def _invalid(error: RequestValidationError) -> BadRequest:
    fields = sorted({str(fault["loc"][-1]) for fault in error.errors()})
    names = "、".join(fields)
    return BadRequest(f"入力を確かめてください（{names}）。", fields=fields, param=fields[0])

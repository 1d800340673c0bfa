"""Errors as the `openai` client reads them: it shows the member `message`, which problem+json lacks."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute

from common.errors import BadRequest, Problem


class OpenAIRoute(APIRoute):
    """A route whose problems carry `message` beside `detail` (RFC 9457 allows extension members)."""

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


def _spoken(problem: Problem) -> Problem:
    problem.extra["message"] = problem.detail
    return problem


def _invalid(error: RequestValidationError) -> BadRequest:
    fields = sorted({str(fault["loc"][-1]) for fault in error.errors()})
    return BadRequest(f"入力を確かめてください（{'、'.join(fields)}）。", fields=fields)

"""LibreTranslate's clients put `api_key` into the body: read it there, in bounded memory.

The body is read up to `LIMIT_BYTES`, searched, and handed on as if it had not been touched. In a larger
body no key is looked for; its sender uses the Authorization header.
"""

import json
from urllib.parse import parse_qs

from python_multipart.exceptions import FormParserError
from starlette.datastructures import Headers
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.types import Message, Receive, Scope

LIMIT_BYTES = 1024 * 1024


async def key_in_body(scope: Scope, receive: Receive) -> tuple[str | None, Receive]:
    """The `api_key` in the body, if any, and a `receive` that yields the body from its beginning."""
    messages, whole = await _start_of_body(receive)
    body = b"".join(message.get("body", b"") for message in messages)
    key = await _find(scope, body) if whole else None
    return key, _replay(messages, receive)


async def _start_of_body(receive: Receive) -> tuple[list[Message], bool]:
    messages: list[Message] = []
    size = 0
    while size <= LIMIT_BYTES:
        messages.append(await receive())
        size += len(messages[-1].get("body", b""))
        if not messages[-1].get("more_body", False):
            return messages, messages[-1]["type"] == "http.request" and size <= LIMIT_BYTES
    return messages, False


def _replay(messages: list[Message], receive: Receive) -> Receive:
    async def next_message() -> Message:
        return messages.pop(0) if messages else await receive()

    return next_message


async def _find(scope: Scope, body: bytes) -> str | None:
    kind = Headers(scope=scope).get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return _in_json(body)
    if kind == "application/x-www-form-urlencoded":
        return _in_form(body)
    return await _in_multipart(scope, body) if kind == "multipart/form-data" else None


def _in_json(body: bytes) -> str | None:
    """What is not JSON is left for the service to refuse."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    key = value.get("api_key") if isinstance(value, dict) else None
    return key if isinstance(key, str) else None


def _in_form(body: bytes) -> str | None:
    try:
        return parse_qs(body.decode("ascii")).get("api_key", [None])[0]
    except ValueError:
        return None


async def _in_multipart(scope: Scope, body: bytes) -> str | None:
    async def once() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    try:
        async with Request({"type": "http", "headers": scope["headers"]}, once).form(
            max_files=10, max_fields=50
        ) as form:
            key = form.get("api_key")
    except (MultiPartException, FormParserError, ValueError):
        return None
    return key if isinstance(key, str) else None

"""Conditional requests (RFC 9110, section 13): what a page has already is not sent again."""

from hashlib import sha256

from fastapi import Request, Response


def entity_tag(request: Request, state: str) -> str:
    """A tag of what `state` says, as the request's query shows it."""
    digest = sha256(f"{state}?{request.url.query}".encode()).hexdigest()[:32]
    return f'W/"{digest}"'


def is_known(request: Request, tag: str) -> bool:
    """Whether `If-None-Match` names `tag`; compared weakly, as section 13.1.2 has it."""
    named = request.headers.get("if-none-match", "")
    return named.strip() == "*" or tag in (part.strip() for part in named.split(","))


def with_tag(response: Response, tag: str) -> Response:
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    return response

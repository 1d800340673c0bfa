"""Is a call that a browser signed with its cookie one of our own pages' calls?

SameSite=Strict already keeps the cookie from other sites; this is the second lock (OWASP Cross-Site
Request Forgery Prevention Cheat Sheet: custom request headers, verifying origin).
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers

from common.errors import Forbidden

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
PAGE_HEADER = "x-yakuba-request"


def refuse_other_sites(method: str, headers: Headers) -> None:
    """Raises Forbidden for an unsafe call that is not from our pages."""
    if method in SAFE_METHODS or headers.get(PAGE_HEADER) == "1" or is_same_origin(headers):
        return
    raise Forbidden("このページからの操作ではないため受け付けません。画面を開き直してやり直してください。")


def is_same_origin(headers: Headers) -> bool:
    origin = headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc == headers.get("host")
    return headers.get("sec-fetch-site") == "same-origin"


def is_other_origin(headers: Headers) -> bool:
    """A browser says that the call comes from elsewhere; programs say nothing."""
    return ("origin" in headers or "sec-fetch-site" in headers) and not is_same_origin(headers)

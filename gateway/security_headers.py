"""Headers on every answer that narrow what a browser may do with it (OWASP Secure Headers Project)."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAGE_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
DOCUMENT_POLICY = f"{PAGE_POLICY}; sandbox"
"""For stored documents: opened in the browser, they are cut off from the gateway's own pages."""

HEADERS = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self)",
    "Cache-Control": "no-store",
}
NAMES = frozenset(name.lower().encode() for name in HEADERS if name != "Cache-Control")
CACHEABLE = "/static/"


class SecurityHeaders:
    """The outermost middleware. A stricter value that an answer already has is kept."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def hardened(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    if name != "Cache-Control" or not scope["path"].startswith(CACHEABLE):
                        headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, hardened)

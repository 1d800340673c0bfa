"""How large a body each path takes: an upload's size on its way to a service, little for the gateway itself."""

from starlette.types import ASGIApp, Receive, Scope, Send

from common.body_limit import BodyLimit
from gateway.routing import rules_for

OWN_LIMIT_BYTES = 1024 * 1024


class BodyLimits:
    """The gateway's own routes read their bodies into memory, so theirs are small."""

    def __init__(self, app: ASGIApp, upload_bytes: int) -> None:
        self._upload = BodyLimit(app, upload_bytes)
        self._own = BodyLimit(app, min(OWN_LIMIT_BYTES, upload_bytes))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_upload = scope["type"] == "http" and rules_for(scope["path"])
        await (self._upload if is_upload else self._own)(scope, receive, send)

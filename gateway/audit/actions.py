"""Which calls go on the record."""

from starlette.types import Scope

from common.errors import Unauthorized
from gateway.credentials import remembered, was_attempted
from gateway.routing import rules_for

WATCHING = "/v1/jobs"
OWN_PREFIXES = ("/v1/", "/session")


def is_action(scope: Scope, status: int) -> bool:
    """All that a signed-in person does, but for watching jobs; and every wrong key.

    Calls without a key are refused and not recorded, nor are those past the limit of failures:
    anybody could fill the disk with them.
    """
    if remembered(scope) is None:
        return status == Unauthorized.status and was_attempted(scope)
    path: str = scope["path"]
    if scope["method"] not in ("GET", "HEAD", "OPTIONS"):
        return True
    is_watching = path == WATCHING or path.startswith(WATCHING + "/")
    return not is_watching and (path.startswith(OWN_PREFIXES) or bool(rules_for(path)))

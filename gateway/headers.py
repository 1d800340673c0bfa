"""Which headers pass through the gateway, in each direction.

Headers between two neighbours never pass (RFC 9110, section 7.6.1). What only the gateway may say
(who is calling) is taken out of what a client sends, and the client's key is kept from the services.
"""

from collections.abc import Iterable
from urllib.parse import quote

from common.identity import ROLES_HEADER, SECRET_HEADER, USER_HEADER, Principal
from common.requests import ID_HEADER
from gateway.security_headers import DOCUMENT_POLICY, NAMES, PAGE_POLICY

Pairs = list[tuple[bytes, bytes]]

OWN_PREFIX = b"x-yakuba-"
BETWEEN_NEIGHBOURS = frozenset(
    {b"connection", b"keep-alive", b"proxy-authenticate", b"proxy-authorization", b"proxy-connection",
     b"te", b"trailer", b"transfer-encoding", b"upgrade"}
)  # fmt: skip
KEPT_FROM_SERVICES = frozenset(
    {b"authorization", b"cookie", b"expect", b"forwarded", b"x-forwarded-for", b"x-forwarded-host",
     b"x-forwarded-proto", b"x-forwarded-port", b"x-real-ip", ID_HEADER.encode()}
)  # fmt: skip
KEPT_FROM_CLIENTS = frozenset({b"server", b"date", b"set-cookie", *NAMES})
ACTIVE_TYPES = ("html", "svg", "xml")


def to_service(given: Iterable[tuple[bytes, bytes]], own: Pairs) -> Pairs:
    """The client's headers without those that it may not send, and `own` ones of the gateway."""
    kept = _passing(list(given), KEPT_FROM_SERVICES)
    return [*kept, *own]


def to_client(given: Iterable[tuple[bytes, bytes]]) -> Pairs:
    """The service's headers, and a policy under which no stored document runs a script."""
    kept = _passing(list(given), KEPT_FROM_CLIENTS)
    kind = next((value for name, value in kept if name.lower() == b"content-type"), b"").lower()
    is_active = any(active.encode() in kind.partition(b";")[0] for active in ACTIVE_TYPES)
    policy = DOCUMENT_POLICY if is_active else PAGE_POLICY
    return [*kept, (b"content-security-policy", policy.encode())]


def identity(principal: Principal, secret: str) -> Pairs:
    """How the gateway tells a service who is calling (common.identity reads it)."""
    roles = ",".join(sorted(principal.roles))
    return [
        (USER_HEADER.encode(), quote(principal.user, safe="").encode()),
        (ROLES_HEADER.encode(), roles.encode()),
        (SECRET_HEADER.encode(), secret.encode()),
    ]


def _passing(given: Pairs, kept_back: frozenset[bytes]) -> Pairs:
    named = {
        token.strip().lower()
        for name, value in given
        if name.lower() == b"connection"
        for token in value.split(b",")
    }
    dropped = BETWEEN_NEIGHBOURS | kept_back | named
    return [
        (name, value)
        for name, value in given
        if name.lower() not in dropped and not name.lower().startswith(OWN_PREFIX)
    ]

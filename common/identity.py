"""Who is calling. The gateway signs people in; behind it a service trusts the gateway's headers."""

import hmac
from typing import Annotated
from urllib.parse import unquote

from fastapi import Depends, Request
from pydantic import BaseModel

from common.errors import Forbidden, Unauthorized

USER_HEADER = "x-yakuba-user"
ROLES_HEADER = "x-yakuba-roles"
SECRET_HEADER = "x-yakuba-secret"  # noqa: S105 (a header's name)
ROLES = ("clerk", "staff", "disclosure", "admin")


class Principal(BaseModel, frozen=True):
    user: str
    roles: frozenset[str]

    @property
    def is_admin(self) -> bool:
        return "admin" in self.roles

    def may_see(self, owner: str) -> bool:
        return self.is_admin or self.user == owner


LOCAL = Principal(user="local", roles=frozenset(ROLES))


def current_principal(request: Request) -> Principal:
    """The gateway's caller; without a configured secret the service runs alone and everyone is `local`."""
    secret = request.app.state.gateway_secret
    if secret is None:
        # Alone means alone: a call that a gateway signed must never become everyone's.
        if USER_HEADER in request.headers:
            raise Unauthorized("YAKUBA_GATEWAY_SECRET をゲートウェイとサービスの両方に設定してください。")
        return LOCAL
    if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), secret.encode()):
        raise Unauthorized("このサービスはゲートウェイを通してご利用ください。")
    user = unquote(request.headers.get(USER_HEADER, ""))
    if not user:
        raise Unauthorized("利用者が分かりません。ゲートウェイを通してご利用ください。")
    roles = request.headers.get(ROLES_HEADER, "").split(",")
    return Principal(user=user, roles=frozenset(roles) & frozenset(ROLES))


Caller = Annotated[Principal, Depends(current_principal)]


def require_admin(caller: Caller) -> Principal:
    if not caller.is_admin:
        raise Forbidden("この操作は管理者だけができます。")
    return caller


Admin = Annotated[Principal, Depends(require_admin)]

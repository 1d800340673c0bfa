"""From what a caller presents (a key, a session) to who it is."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.types import Scope

from common.errors import Forbidden, Unauthorized
from common.identity import Principal
from gateway.failures import FailureLimit
from gateway.keys import Key, KeyStore
from gateway.sessions import Sessions

SIGN_IN = "サインインしてください。プログラムからは Authorization ヘッダーに Bearer とキーを付けてください。"
WRONG_KEY = "キーが正しくないか、期限が切れているか、失効しています。管理者に新しいキーを依頼してください。"


@dataclass(frozen=True)
class Credential:
    principal: Principal
    key_id: str


class Credentials:
    """Checks keys and sessions against the database."""

    def __init__(self, keys: KeyStore, sessions: Sessions, failures: FailureLimit) -> None:
        self.keys = keys
        self.sessions = sessions
        self._failures = failures

    def of_key(self, text: str, address: str) -> Credential:
        """Raises Unauthorized, or TooManyFailures after many wrong keys from `address`."""
        key = self.keys.check(text)
        if key is None:
            self._failures.record(address)
            raise Unauthorized(WRONG_KEY)
        return _credential(key)

    def of_session(self, token: str) -> Credential | None:
        """None when the session or its key has ended: the caller is then not signed in."""
        key_id = self.sessions.key_id(token)
        key = None if key_id is None else self.keys.usable(key_id)
        return None if key is None else _credential(key)


def _credential(key: Key) -> Credential:
    return Credential(key.principal, key.id)


def mark_attempt(scope: Scope) -> None:
    """A key was presented, right or wrong: the audit records a wrong one."""
    scope.setdefault("state", {})["attempted"] = True


def was_attempted(scope: Scope) -> bool:
    return bool(scope.get("state", {}).get("attempted"))


def remember(scope: Scope, credential: Credential | None) -> None:
    scope.setdefault("state", {})["credential"] = credential


def remembered(scope: Scope) -> Credential | None:
    credential = scope.get("state", {}).get("credential")
    return credential if isinstance(credential, Credential) else None


def maybe_signed_in(request: Request) -> Principal | None:
    credential = remembered(request.scope)
    return None if credential is None else credential.principal


def signed_in(request: Request) -> Principal:
    principal = maybe_signed_in(request)
    if principal is None:
        raise Unauthorized(SIGN_IN)
    return principal


SignedIn = Annotated[Principal, Depends(signed_in)]


def signed_in_admin(principal: SignedIn) -> Principal:
    if not principal.is_admin:
        raise Forbidden("この操作は管理者だけができます。")
    return principal


SignedInAdmin = Annotated[Principal, Depends(signed_in_admin)]

"""ASGI middleware: each action is on the record before its answer is given."""

import asyncio
import hashlib
import logging

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from common.errors import Unavailable
from common.requests import ID_HEADER, problem_response
from gateway.audit.actions import is_action
from gateway.audit.entry import Action
from gateway.audit.log import AuditLog
from gateway.credentials import remembered
from gateway.sign_in import address_of

log = logging.getLogger(__name__)
CLIENT_LEFT = 499  # nginx's number for it
MAX_PATH_CHARACTERS = 300
PLAIN_TYPES = ("application/json", "application/x-www-form-urlencoded", "text/")


class Audit:
    def __init__(self, app: ASGIApp, audit: AuditLog) -> None:
        self._app = app
        self._audit = audit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        recording = Recording(self._audit, scope, receive, send)
        try:
            await self._app(scope, recording.receive, recording.send)
        finally:
            await recording.finish()


class Recording:
    """One call: its body counted and hashed as it passes, its line written when its status is known."""

    def __init__(self, audit: AuditLog, scope: Scope, receive: Receive, send: Send) -> None:
        self._audit = audit
        self._scope = scope
        self._receive = receive
        self._send = send
        self._size = 0
        self._is_whole = False
        self._digest = hashlib.sha256() if _is_upload(scope) else None
        self._is_recorded = False
        self._is_refused = False

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            body = message.get("body", b"")
            self._size += len(body)
            if self._digest is not None:
                self._digest.update(body)
            self._is_whole = self._is_whole or not message.get("more_body", False)
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            request_id = Headers(raw=message["headers"]).get(ID_HEADER)
            if not await self._record(message["status"], request_id):
                self._is_refused = True
                await problem_response(_cannot_record())(self._scope, self._receive, self._send)
        if not self._is_refused:
            await self._send(message)

    async def finish(self) -> None:
        """A call that ended without an answer was left by its client."""
        if not self._is_recorded:
            await self._record(CLIENT_LEFT, None)

    async def _record(self, status: int, request_id: str | None) -> bool:
        self._is_recorded = True
        if not is_action(self._scope, status):
            return True
        action = self._action(status, request_id)
        try:
            await asyncio.shield(asyncio.to_thread(self._audit.append, action))
        except OSError:
            log.exception("the audit cannot be written")
            return False
        return True

    def _action(self, status: int, request_id: str | None) -> Action:
        credential = remembered(self._scope)
        return Action(
            user=credential.principal.user if credential else None,
            key=credential.key_id if credential else None,
            address=address_of(self._scope) or None,
            method=self._scope["method"],
            path=_path(self._scope),
            route=getattr(self._scope.get("route"), "path", None),
            status=status,
            request_id=request_id,
            bytes=self._size or None,
            sha256=self._digest.hexdigest() if self._digest and self._is_whole and self._size else None,
        )


def _is_upload(scope: Scope) -> bool:
    """Files are hashed. Typed text is not: a short one could be guessed from its hash."""
    kind = Headers(scope=scope).get("content-type", "").strip().lower()
    return bool(kind) and not kind.startswith(PLAIN_TYPES)


def _path(scope: Scope) -> str:
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    return raw.decode("latin-1").partition("?")[0][:MAX_PATH_CHARACTERS]


def _cannot_record() -> Unavailable:
    return Unavailable(
        "操作の記録（監査ログ）を書き込めないため、処理の結果をお返しできません。"
        "管理者に、ディスクの空きを確かめるよう連絡してください。"
    )

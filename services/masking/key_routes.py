"""`POST …/key` seals a key file and `POST /v1/masking/keys/open` opens one. The server keeps neither it nor the passphrase."""

import hashlib
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, File, Form, Response, UploadFile
from pydantic import BaseModel, ConfigDict, SecretStr

from common.downloads import attachment
from common.errors import BrokenFile, Forbidden, TooLarge
from common.identity import Admin
from common.uploads import bounded
from services.masking.columns.key_columns import key_columns
from services.masking.columns.planned import as_written
from services.masking.desk import Desk
from services.masking.document_routes import released
from services.masking.key_file import KeyList, key_lines
from services.masking.record import KeyMade, MaskingDocument
from services.masking.sealing import NO_KEY_FILE, seal, unseal

MOST_BYTES = 64 * 1024 * 1024
OFF = "鍵ファイルを作らない設定です。必要なときは、管理者が設定（YAKUBA_MASKING_SEALED_KEYS）を有効にしてください。"


class KeyOrder(BaseModel):
    """The passphrase that seals it; nobody can open the file without."""

    model_config = ConfigDict(extra="forbid")
    passphrase: SecretStr


def key_router(desk: Desk, *, enabled: bool) -> APIRouter:
    router = APIRouter(prefix="/v1/masking", tags=["masking"])

    @router.post("/documents/{document_id}/key", summary="復元用の鍵ファイルを作る（管理者）")
    def make(document_id: str, order: KeyOrder, caller: Admin) -> Response:
        _refuse_unless(enabled)
        document = released(desk.view(document_id, caller))
        made_at = datetime.now(UTC)
        segments = desk.register.segments(document_id)
        plan = as_written(document, segments)
        columns, not_covered = key_columns(document, plan, desk.register.aside(document_id))
        listed = KeyList(
            document=document_id,
            name=document.name,
            sha256=hashlib.sha256(desk.register.masked_file(document_id).read_bytes()).hexdigest(),
            made_by=caller.user,
            made_at=made_at,
            lines=key_lines(document, segments, plan.emptied),
            columns=columns,
            not_covered=not_covered,
        )
        content = seal(listed.model_dump_json().encode(), order.passphrase.get_secret_value())
        made = KeyMade(by=caller.user, at=made_at, sha256=hashlib.sha256(content).hexdigest())
        desk.register.change(document_id, lambda d: _noted(d, made), version=document.version)
        headers = attachment("復元用の鍵.json", "key.json") | {"X-Content-Type-Options": "nosniff"}
        return Response(content, media_type="application/octet-stream", headers=headers)

    @router.post("/keys/open", summary="鍵ファイルを開き、塗る前の文字の一覧を得る（管理者）")
    def open_key(
        _: Admin, file: Annotated[UploadFile, File()], passphrase: Annotated[SecretStr, Form()]
    ) -> KeyList:
        _refuse_unless(enabled)
        content = bounded(file.file, MOST_BYTES, TooLarge(NO_KEY_FILE))
        try:
            return KeyList.model_validate_json(unseal(content, passphrase.get_secret_value()))
        except ValueError as error:
            raise BrokenFile(NO_KEY_FILE) from error

    return router


def _refuse_unless(enabled: bool) -> None:
    if not enabled:
        raise Forbidden(OFF)


def _noted(document: MaskingDocument, made: KeyMade) -> None:
    document.keys.append(made)

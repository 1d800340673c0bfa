"""Keys, for administrators."""

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from gateway.credentials import signed_in_admin
from gateway.keys import Key, KeyStore


class NewKey(BaseModel):
    model_config = ConfigDict(extra="forbid")

    user: str
    """Who uses it: what owns the jobs, and what the audit says."""
    roles: list[str]
    """Some of clerk, staff, disclosure, admin."""
    days: float | None = Field(default=None, gt=0, le=36500)
    """How long it is valid; without it, until it is revoked."""


class MadeKey(BaseModel):
    key: str
    """Shown only here, only now."""
    details: Key


def admin_router(keys: KeyStore) -> APIRouter:
    router = APIRouter(prefix="/v1/admin/keys", tags=["管理"], dependencies=[Depends(signed_in_admin)])

    @router.get("", summary="キーの一覧")
    def list_keys() -> list[Key]:
        return keys.list()

    @router.post("", status_code=201, summary="キーを作る")
    def make_key(new: NewKey) -> MadeKey:
        details, text = keys.create(new.user, new.roles, days=new.days)
        return MadeKey(key=text, details=details)

    @router.delete("/{key_id}", status_code=204, summary="キーを失効させる")
    def revoke_key(key_id: str) -> None:
        keys.revoke(key_id)

    return router

"""The audit, for administrators."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from gateway.audit.entry import Entry
from gateway.audit.log import AuditLog
from gateway.credentials import signed_in_admin


def audit_router(audit: AuditLog) -> APIRouter:
    router = APIRouter(tags=["管理"], dependencies=[Depends(signed_in_admin)])

    @router.get("/v1/audit", summary="操作の記録（新しい順）", response_model_exclude_none=True)
    def latest(limit: Annotated[int, Query(ge=1, le=1000)] = 100) -> list[Entry]:
        return audit.latest(limit)

    return router

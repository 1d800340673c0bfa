"""`POST /v1/masking/check`: is this file safe to publish?"""

from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile

from common.identity import Caller
from services.masking.checking import Verdict
from services.masking.desk import Desk
from services.masking.profiles import DEFAULT_PROFILE


def check_router(desk: Desk) -> APIRouter:
    router = APIRouter(prefix="/v1/masking", tags=["masking"])

    @router.post("/check", summary="公開してよいファイルか調べる")
    def check_file(
        caller: Caller,
        file: Annotated[UploadFile, File()],
        profile: Annotated[str, Form()] = DEFAULT_PROFILE,
    ) -> Verdict:
        return desk.check(file, caller, profile)

    return router

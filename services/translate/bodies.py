"""Request bodies as LibreTranslate's clients send them: JSON, or a form of either kind."""

import json
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.datastructures import UploadFile

from common.errors import BadRequest

Members = dict[str, Any]


async def members(request: Request) -> Members:
    """The members of the body, whatever its encoding; files are left as they are."""
    if request.headers.get("content-type", "").partition(";")[0].strip() == "application/json":
        return _from_json(await request.body())
    async with request.form() as form:
        found: Members = {}
        for name, value in form.multi_items():
            found.setdefault(name, value)
        if not any(isinstance(value, UploadFile) for value in found.values()):
            return found
    raise BadRequest("ここにはファイルを送れません。/translate_file をお使いください。")


def _from_json(body: bytes) -> Members:
    try:
        found = json.loads(body)
    except ValueError as error:
        raise BadRequest("本文を JSON として読み取れませんでした。") from error
    if not isinstance(found, dict):
        raise BadRequest("本文は JSON のオブジェクトにしてください。")
    return found


Body = Annotated[Members, Depends(members)]

"""Style sheets, modules and pictures of the pages, held in memory and served with an ETag."""

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Request, Response

from common.errors import NotFound

FOLDER = Path(__file__).parent / "static"
REVALIDATE = "no-cache"  # kept by the browser, asked for again each time: no stale page after an upgrade
MEDIA_TYPES = {".js": "text/javascript", ".svg": "image/svg+xml"}
"""Named here because the table of the machine may differ, and a browser runs no module of another type."""


@dataclass(frozen=True)
class Asset:
    content: bytes
    media_type: str
    etag: str

    @classmethod
    def read(cls, path: Path) -> "Asset":
        content = path.read_bytes()
        guessed = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        digest = hashlib.sha256(content).hexdigest()[:32]
        return cls(content, MEDIA_TYPES.get(path.suffix, guessed), f'"{digest}"')


def assets_router(folder: Path = FOLDER) -> APIRouter:
    """Only files that were in `folder` at the start can be named, so a path leads nowhere else."""
    assets = {path.name: Asset.read(path) for path in folder.iterdir() if path.is_file()}
    router = APIRouter(prefix="/static", include_in_schema=False)

    @router.get("/{name}")
    async def static(name: str, request: Request) -> Response:
        asset = assets.get(name)
        if asset is None:
            raise NotFound("このアドレスには何もありません。")
        headers = {"ETag": asset.etag, "Cache-Control": REVALIDATE}
        if asset.etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(asset.content, media_type=asset.media_type, headers=headers)

    return router

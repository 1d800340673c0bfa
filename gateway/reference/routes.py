"""`/openapi.json` and a page of it that needs nothing from outside: no CDN, no script."""

from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse
from jinja2 import Environment, FileSystemLoader

from gateway.reference.collecting import Documents
from gateway.reference.merging import OpenApi, merged
from gateway.reference.operations import by_tag
from gateway.routing import SERVICES
from gateway.upstreams import Upstreams

FOLDER = Path(__file__).parent


def reference_router(app: FastAPI, upstreams: Upstreams) -> APIRouter:
    router = APIRouter(include_in_schema=False)
    documents = Documents(upstreams)
    page = Environment(loader=FileSystemLoader(FOLDER), autoescape=True).get_template("page.html")

    @router.get("/openapi.json")
    async def openapi() -> JSONResponse:
        return JSONResponse(merged(own_document(app), await documents.all()))

    @router.get("/docs")
    async def reference() -> HTMLResponse:
        services = await documents.all()
        document = merged(own_document(app), services)
        down = [label for name, label in SERVICES.items() if name not in services]
        return HTMLResponse(page.render(document=document, tags=by_tag(document), down=down))

    @router.get("/docs/page.css")
    async def style() -> FileResponse:
        return FileResponse(FOLDER / "page.css", media_type="text/css")

    return router


def own_document(app: FastAPI) -> OpenApi:
    return get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)

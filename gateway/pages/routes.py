"""Who gets which page."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from common.identity import Principal
from common.settings import Settings
from gateway.credentials import maybe_signed_in
from gateway.pages.assets import assets_router
from gateway.pages.rendering import Renderer
from gateway.pages.returning import safe_return, sign_in_address
from gateway.pages.tasks import TASKS, SidePage, Task

Visitor = Annotated[Principal | None, Depends(maybe_signed_in)]


def page_router(settings: Settings) -> APIRouter:
    """`/`, `/signin`, a page for each task, and `/static`."""
    router = APIRouter(include_in_schema=False)
    renderer = Renderer(settings)

    @router.get("/")
    async def home(visitor: Visitor) -> Response:
        if visitor is None:
            return RedirectResponse(sign_in_address("/"), 303)
        return HTMLResponse(renderer.page("home", visitor))

    @router.get("/signin")
    async def sign_in(visitor: Visitor, next: str = "/") -> Response:  # noqa: A002 - the public name
        back = safe_return(next)
        if visitor is not None:
            return RedirectResponse(back, 303)
        return HTMLResponse(renderer.page("signin", None, back=back))

    for task in TASKS:
        router.get(f"/{task.name}", name=task.name)(_task_page(task, None, renderer))
        for side in task.side_pages:
            router.get(f"/{task.name}/{side.name}", name=side.name)(_task_page(task, side, renderer))
    router.include_router(assets_router())
    return router


def _task_page(task: Task, side: SidePage | None, renderer: Renderer) -> Callable[..., Awaitable[Response]]:
    path = f"/{task.name}/{side.name}" if side else f"/{task.name}"

    async def page(visitor: Visitor, id: str = "") -> Response:  # noqa: A002 - the public name
        if visitor is None:
            return RedirectResponse(sign_in_address(path, id), 303)
        if not task.admits(visitor) or (side and side not in task.side_pages_of(visitor)):
            return HTMLResponse(renderer.page("forbidden", visitor, task=task), 403)
        return HTMLResponse(renderer.page(side.name if side else task.name, visitor, task=task))

    return page

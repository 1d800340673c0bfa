"""The gateway: sign-in, roles, limits and audit in front of the four services."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from common.requests import RequestScope, install_handlers
from common.settings import Settings
from gateway.admin import admin_router
from gateway.audit import AuditLog, audit_file
from gateway.audit.deletions import DeletionCollector
from gateway.audit.middleware import Audit
from gateway.audit.routes import audit_router
from gateway.credentials import Credentials
from gateway.database import open_database
from gateway.failures import FailureLimit, TooManyFailures, too_many_response
from gateway.jobs import JobList, jobs_router
from gateway.keys import KeyStore
from gateway.keys.first import announce_first_key
from gateway.limits import BodyLimits
from gateway.lingering import Lingering
from gateway.operating import operating_router
from gateway.pages import page_router
from gateway.proxy import Proxy
from gateway.reference.routes import reference_router
from gateway.secret import load_or_create
from gateway.security_headers import SecurityHeaders
from gateway.service_routes import service_routes
from gateway.session_routes import session_router
from gateway.sessions import Sessions
from gateway.sign_in import SignIn
from gateway.upstreams import Upstreams


class Gateway:
    """What the gateway is made of, and its beginning and end."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.engine = open_database(settings)
        self.keys = KeyStore(self.engine)
        self.credentials = Credentials(self.keys, Sessions(self.engine), FailureLimit())
        self.audit = AuditLog(audit_file(settings))
        self.upstreams = Upstreams(settings, load_or_create(settings))
        state = settings.data.folder / "gateway" / "deletions.json"
        self.deletions = DeletionCollector(self.upstreams, self.audit, state)

    @asynccontextmanager
    async def lifespan(self, _: FastAPI) -> AsyncIterator[None]:
        await asyncio.to_thread(self.audit.open)
        try:
            await asyncio.to_thread(announce_first_key, self.keys)
            collecting = asyncio.create_task(self.deletions.run())
            try:
                yield
            finally:
                collecting.cancel()
                await asyncio.wait({collecting})
        finally:
            await self.upstreams.close()
            self.audit.close()
            self.engine.dispose()

    def middleware(self) -> list[Middleware]:
        """The outermost first. The audit is outside the limits, so that a refusal is recorded too."""
        return [
            Middleware(Lingering),
            Middleware(SecurityHeaders),
            Middleware(Audit, audit=self.audit),
            Middleware(RequestScope, service="gateway"),
            Middleware(SignIn, credentials=self.credentials),
            Middleware(BodyLimits, upload_bytes=self.settings.data.max_upload_bytes),
        ]


def create_app(settings: Settings | None = None) -> FastAPI:
    gateway = Gateway(settings or Settings())
    app = FastAPI(
        title="Yakuba",
        description="議事録作成、ファイル検索、翻訳、マスキングを一つの入口から使うための API です。",
        version="1",
        lifespan=gateway.lifespan,
        middleware=gateway.middleware(),
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
    )
    install_handlers(app)

    @app.exception_handler(TooManyFailures)
    async def on_too_many(_: Request, problem: TooManyFailures) -> Response:
        return too_many_response(problem)

    for router in (
        operating_router(gateway.upstreams),
        session_router(gateway.credentials),
        admin_router(gateway.keys),
        audit_router(gateway.audit),
        jobs_router(JobList(gateway.upstreams)),
        reference_router(app, gateway.upstreams),
        page_router(gateway.settings),
    ):
        app.include_router(router)
    # Pages come before this line: a page may share its path with a call of another method.
    app.router.routes.extend(service_routes(Proxy(gateway.upstreams)))
    return app

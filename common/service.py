"""The scaffold that the four services share: what each is given, and the routes that all have."""

import asyncio
import logging
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar

from fastapi import APIRouter, FastAPI, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.middleware import Middleware

from common.body_limit import BodyLimit
from common.database import forget_deleted, open_engine, sqlite_url
from common.deletions import Deletions, deletion_router
from common.files import FileStore
from common.job_routes import job_router
from common.jobs import Jobs
from common.models import ModelStore
from common.records import Records
from common.requests import RequestScope, install_handlers
from common.resident import Resident
from common.settings import Settings

log = logging.getLogger(__name__)
T = TypeVar("T")
SWEEP_SECONDS = 3600


class Keeper(Protocol):
    """How a service keeps some of its files by rules of its own."""

    def sweep(self, now: datetime) -> Iterable[str]:
        """Delete what is due; the ids of all that these rules govern, which `data.retention_days` does not."""

    def erase(self, identity: str) -> None:
        """Finish a deletion that a kill interrupted; harmless when nothing is left."""


class Service:
    """One service: its settings, files, jobs, records and models. Everything it owns is below `folder`."""

    def __init__(self, name: str, settings: Settings) -> None:
        self.name = name
        self.settings = settings
        self.folder = settings.data.folder.resolve() / name
        self.folder.mkdir(parents=True, exist_ok=True)
        self.files = FileStore(
            self.folder / "files",
            retention_days=settings.data.retention_days,
            max_bytes=settings.data.max_upload_bytes,
        )
        self.models = ModelStore(settings.models)
        self._jobs_engine = open_engine(settings.jobs.database or sqlite_url(self.folder / "jobs.sqlite"))
        self._records_engine = open_engine(
            settings.jobs.database or sqlite_url(self.folder / "records.sqlite")
        )
        self.jobs = Jobs(
            name, self._jobs_engine, workers=settings.jobs.workers, per_owner=settings.jobs.per_owner
        )
        self.deletions = Deletions(self._records_engine, name)
        self._keepers: list[Keeper] = []
        self._residents: list[Resident[Any]] = []

    def records(self, collection: str) -> Records:
        return Records(self._records_engine, f"{self.name}.{collection}")

    def kept_by(self, keeper: Keeper) -> None:
        """Let the service's own rules say how long some of its files are kept."""
        self._keepers.append(keeper)

    def sweep(self, now: datetime | None = None) -> None:
        """Delete what is past its retention, each deletion on record; first what a kill interrupted."""
        now = now or datetime.now(UTC)
        self.deletions.finish_pending(self._erase)
        governed = {identity for keeper in self._keepers for identity in keeper.sweep(now)}
        for old in self.files.expired(now):
            if old.id not in governed:
                with self.deletions.recorded(old.id, label="", reason="retention", sha256=old.sha256):
                    self.files.delete(old.id)
        self.files.sweep_leftovers(now)
        self.forget_deleted()

    def forget_deleted(self) -> None:
        """Leave nothing deleted in the logs of the databases."""
        for engine in (self._jobs_engine, self._records_engine):
            forget_deleted(engine)

    def _erase(self, identity: str) -> None:
        self.files.delete(identity)
        for keeper in self._keepers:
            keeper.erase(identity)

    def resident(self, name: str, load: Callable[[], T]) -> Resident[T]:
        """A model loaded on first use and unloaded after `models.idle_seconds` without one."""
        resident = Resident(name, load, self.settings.models.idle_seconds)
        self._residents.append(resident)
        return resident

    def app(
        self, *, title: str, description: str, routers: Sequence[APIRouter], models: Sequence[str] = ()
    ) -> FastAPI:
        """The FastAPI application; `models` are those without which it cannot do its work."""
        app = FastAPI(
            title=title,
            description=description,
            version="1",
            lifespan=self._lifespan,
            middleware=[
                Middleware(RequestScope, service=self.name),
                Middleware(BodyLimit, limit_bytes=self.settings.data.max_upload_bytes),
            ],
        )
        secret = self.settings.gateway.secret
        app.state.gateway_secret = secret.get_secret_value() if secret else None
        install_handlers(app)
        own = (self._operating_router(models), job_router(self.jobs), deletion_router(self.deletions))
        for router in (*own, *routers):
            app.include_router(router)
        return app

    @asynccontextmanager
    async def _lifespan(self, _: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            incoming = self.folder / "incoming"
            incoming.mkdir(exist_ok=True)
            # Starlette spools large uploads here, on the data disk, never on a small /tmp.
            tempfile.tempdir = str(incoming)
            stack.callback(self._close)
            await asyncio.to_thread(self.jobs.launch)
            sweeper = asyncio.create_task(self._sweep_forever())
            stack.callback(sweeper.cancel)
            yield

    def _close(self) -> None:
        tempfile.tempdir = None
        self.jobs.close()
        for resident in self._residents:
            resident.unload()
        self._records_engine.dispose()

    async def _sweep_forever(self) -> None:
        while True:
            try:
                await asyncio.to_thread(self.sweep)
            except Exception:
                # A full disk or a busy database must not end the sweeping for good.
                log.exception("the sweep failed and is tried again")
            await asyncio.sleep(SWEEP_SECONDS)

    def _operating_router(self, models: Sequence[str]) -> APIRouter:
        router = APIRouter(tags=["operating"])

        @router.get("/healthz", summary="動いているか")
        def health() -> dict[str, str]:
            return {"status": "ok", "service": self.name}

        @router.get("/readyz", summary="仕事ができるか")
        def ready() -> JSONResponse:
            missing = self.models.missing(models)
            body = {"status": "ready" if not missing else "not_ready", "missing_models": missing}
            if missing:
                body["command"] = "python -m common.models pull " + " ".join(missing)
            return JSONResponse(body, status_code=503 if missing else 200)

        @router.get("/metrics", summary="Prometheus の指標", include_in_schema=False)
        def metrics() -> Response:
            return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

        return router

"""A real upstream and a real gateway, each on a free loopback port: streaming is not seen in-process."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

from common.settings import Settings
from gateway.app import create_app
from gateway.database import open_database
from gateway.keys import KeyStore
from gateway.routing import SERVICES

SECRET = "the-secret-of-the-tests"
DEAD_URL = "http://127.0.0.1:9"  # the discard port: nothing listens


class ThreadedServer(uvicorn.Server):
    @contextmanager
    def running(self) -> Iterator[str]:
        thread = threading.Thread(target=self.run, daemon=True)
        thread.start()
        deadline = time.monotonic() + 10
        while not self.started:
            assert thread.is_alive() and time.monotonic() < deadline, "the server did not start"
            time.sleep(0.005)
        port = self.servers[0].sockets[0].getsockname()[1]
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            self.should_exit = True
            thread.join(10)


@contextmanager
def served(app: Any, port: int = 0) -> Iterator[str]:
    config = uvicorn.Config(
        app,
        port=port,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    with ThreadedServer(config).running() as url:
        yield url


@dataclass
class Seen:
    """What reached the upstream."""

    headers: dict[str, str] = field(default_factory=dict)
    target: str = ""
    bytes: int = 0
    calls: int = 0
    left: threading.Event = field(default_factory=threading.Event)
    jobs: list[dict[str, Any]] = field(default_factory=list)
    deletions: list[dict[str, Any]] = field(default_factory=list)


def upstream_app(seen: Seen) -> FastAPI:
    app = FastAPI(title="上流")

    @app.middleware("http")
    async def note(request: Request, call_next: Any) -> Any:
        if request.url.path == "/deletions":  # asked by the gateway itself, at any time
            after = int(request.query_params["after"])
            gone = [deletion for deletion in seen.deletions if deletion["seq"] > after]
            last = max((deletion["seq"] for deletion in seen.deletions), default=0)
            return JSONResponse({"last": last, "deletions": gone})
        seen.headers = dict(request.headers)
        seen.calls += 1
        raw = request.scope["raw_path"].decode()
        query = request.scope["query_string"].decode()
        seen.target = f"{raw}?{query}" if query else raw
        return await call_next(request)

    @app.get("/readyz")
    def ready() -> dict[str, Any]:
        return {"status": "ready", "missing_models": []}

    @app.get("/v1/jobs")
    def jobs(limit: int, offset: int) -> list[dict[str, Any]]:
        return seen.jobs[offset : offset + limit]

    @app.get("/v1/search/file")
    def file(request: Request) -> Response:
        content = bytes(range(100))
        asked = request.headers.get("range")
        headers = {"Content-Disposition": "attachment; filename*=UTF-8''%E8%AD%B0%E4%BA%8B.bin"}
        if asked is None:
            return Response(content, headers=headers)
        first, last = (int(n) for n in asked.removeprefix("bytes=").split("-"))
        headers["Content-Range"] = f"bytes {first}-{last}/100"
        return Response(content[first : last + 1], 206, headers)

    @app.get("/v1/search/page")
    def page() -> Response:
        return Response("<script>1</script>", media_type="text/html", headers={"Set-Cookie": "a=b"})

    @app.get("/v1/search/unauthorized")
    def unauthorized() -> Response:
        return JSONResponse({}, 401)

    @app.api_route("/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"], include_in_schema=False)
    async def anything(request: Request) -> dict[str, Any]:
        size = 0
        async for chunk in request.stream():
            size += len(chunk)
            seen.bytes = size
        return {"method": request.method, "bytes": size}

    return app


def streaming_upstream(seen: Seen) -> Any:
    """Raw ASGI, because it must notice the moment at which its caller hangs up."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            return
        if scope["path"] == "/deletions":  # asked by the gateway itself, at any time
            await send({"type": "http.response.start", "status": 404, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        headers = [(b"content-type", b"text/event-stream")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"data: 1\n\n", "more_body": True})
        while (await receive())["type"] != "http.disconnect":
            pass
        seen.left.set()

    return app


@dataclass
class Door:
    """A running gateway with a key for every role."""

    url: str
    settings: Settings
    keys: dict[str, str]
    seen: Seen

    def client(self, role: str | None = "admin", **more: Any) -> httpx2.Client:
        headers = {"Authorization": f"Bearer {self.keys[role]}"} if role else {}
        return httpx2.Client(base_url=self.url, headers=headers, timeout=30, **more)

    @property
    def audit_lines(self) -> list[str]:
        path = self.settings.data.folder / "gateway" / "audit.jsonl"
        return path.read_text(encoding="utf-8").splitlines()


def gateway_settings(folder: Path, urls: dict[str, str], **data: Any) -> Settings:
    services = {name: {"url": urls.get(name, DEAD_URL)} for name in SERVICES}
    return Settings(data={"folder": folder, **data}, gateway={"secret": SECRET}, **services)


def make_keys(settings: Settings) -> dict[str, str]:
    engine = open_database(settings)
    store = KeyStore(engine)
    keys = {
        role: store.create(f"{role}の人", [role])[1] for role in ("clerk", "staff", "disclosure", "admin")
    }
    engine.dispose()
    return keys


OpenDoor = Callable[..., Door]
Serve = Callable[..., str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """`serve(app, port)` runs an app until the end of the test and tells its address."""
    with ExitStack() as stack:
        yield lambda app, port=0: stack.enter_context(served(app, port))


@pytest.fixture
def open_door(tmp_path: Path, serve: Serve) -> OpenDoor:
    """`open_door(down={"search"}, upstream=(app, seen), max_upload_bytes=...)`: an upstream and a gateway."""

    def start(
        *,
        down: frozenset[str] = frozenset(),
        upstream: tuple[Any, Seen] | None = None,
        urls: dict[str, str] | None = None,
        **data: Any,
    ) -> Door:
        app, seen = upstream or plain_upstream()
        found = {} if urls is not None else dict.fromkeys(SERVICES, serve(app))
        found = {name: url for name, url in (found | (urls or {})).items() if name not in down}
        settings = gateway_settings(tmp_path / "data", found, **data)
        keys = make_keys(settings)
        return Door(serve(create_app(settings)), settings, keys, seen)

    return start


@pytest.fixture
def door(open_door: OpenDoor) -> Door:
    return open_door()


@pytest.fixture
def upstream() -> tuple[Any, Seen]:
    return plain_upstream()


@pytest.fixture
def streaming() -> tuple[Any, Seen]:
    seen = Seen()
    return streaming_upstream(seen), seen


def plain_upstream() -> tuple[Any, Seen]:
    seen = Seen()
    return upstream_app(seen), seen


@pytest.fixture(scope="session")
def shared_door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """One gateway for many small questions; `clean_environment` has not run yet, so it is done by hand."""
    folder = tmp_path_factory.mktemp("door")
    app, seen = plain_upstream()
    with pytest.MonkeyPatch.context() as patch, served(app) as url:
        patch.setenv("YAKUBA_CONFIG", "/dev/null")
        settings = gateway_settings(folder, dict.fromkeys(SERVICES, url))
        keys = make_keys(settings)
        with served(create_app(settings)) as own:
            yield Door(own, settings, keys, seen)


@pytest.fixture
def other_upstream() -> tuple[Any, Seen]:
    return plain_upstream()

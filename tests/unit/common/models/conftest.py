"""Small models, wheels and a range-serving HTTP server that these tests make for themselves."""

import hashlib
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from common.models.manifest import Manifest, ModelEntry
from common.models.store import ModelStore
from common.settings import ModelSettings


@pytest.fixture
def settings(tmp_path: Path) -> ModelSettings:
    return ModelSettings(folder=tmp_path / "models", manifest=tmp_path / "models.toml", hub="")


@pytest.fixture
def store_of(settings: ModelSettings) -> Callable[..., ModelStore]:
    """A store whose manifest holds the given entries."""

    def make(*entries: ModelEntry) -> ModelStore:
        settings.manifest.write_text("# made by a test\n", encoding="utf-8")
        store = ModelStore(settings)
        store.__dict__["manifest"] = Manifest(model=list(entries))
        return store

    return make


@pytest.fixture
def entry_of() -> Callable[..., ModelEntry]:
    """An entry of the kind `copy` whose files are given as {path: content}."""

    def make(name: str, contents: dict[str, bytes], *, pinned: bool = True, **more: Any) -> ModelEntry:
        files = [
            {"path": path, "size": len(data), **({"sha256": digest(data)} if pinned else {})}
            for path, data in contents.items()
        ]
        base = {"role": "translation", "kind": "copy", "licence": "MIT", "origin": "a test"}
        size = sum(map(len, contents.values()))
        return ModelEntry.model_validate({"name": name, "files": files, "size": size, **base, **more})

    return make


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def sha256() -> Callable[[bytes], str]:
    return digest


@pytest.fixture
def make_wheel() -> Callable[..., Path]:
    """A valid wheel of `name==version` that holds `members`."""

    def make(folder: Path, name: str, version: str, members: dict[str, bytes]) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        plain = name.replace("-", "_")
        info = f"{plain}-{version}.dist-info"
        wheel = folder / f"{plain}-{version}-py3-none-any.whl"
        wheel_facts = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        everything = {**members, f"{info}/WHEEL": wheel_facts, f"{info}/METADATA": metadata}
        with zipfile.ZipFile(wheel, "w") as archive:
            for path, data in everything.items():
                archive.writestr(path, data)
            archive.writestr(f"{info}/RECORD", "".join(f"{p},,\n" for p in [*everything, f"{info}/RECORD"]))
        return wheel

    return make


@pytest.fixture
def pip_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that pip takes for the whole package index."""
    folder = tmp_path / "index"
    folder.mkdir()
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


class FileServer:
    """Serves `files` with ranges and entity tags; may break off after `break_after` bytes."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.break_after: int | None = None
        self.honour_ranges = True
        self.seen: list[tuple[str, str | None]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.answer(self)

            def log_message(self, *args: Any) -> None:
                """Keep the test output quiet."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        self.seen.append((request.path, request.headers.get("range")))
        data = self.files.get(request.path)
        if data is None:
            request.send_error(404)
            return
        tag = f'"{digest(data)[:16]}"'
        start = self._start(request, tag)
        if start is not None and start >= len(data):
            request.send_response(416)
            request.send_header("content-range", f"bytes */{len(data)}")
            request.end_headers()
            return
        body = data[start or 0 :]
        request.send_response(200 if start is None else 206)
        if start is not None:
            request.send_header("content-range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        request.send_header("content-length", str(len(body)))
        request.send_header("etag", tag)
        request.end_headers()
        if self.break_after is not None:
            body, self.break_after = body[: self.break_after], None
        request.wfile.write(body)

    def _start(self, request: BaseHTTPRequestHandler, tag: str) -> int | None:
        wanted = request.headers.get("range")
        if not wanted or not self.honour_ranges or request.headers.get("if-range", tag) != tag:
            return None
        return int(wanted.removeprefix("bytes=").rstrip("-"))


@pytest.fixture
def server() -> Iterator[FileServer]:
    serving = FileServer()
    thread = threading.Thread(target=serving.http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield serving
    serving.http.shutdown()
    thread.join()
    serving.http.server_close()

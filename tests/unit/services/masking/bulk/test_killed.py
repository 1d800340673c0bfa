"""`kill -9` in the middle of a folder: the job goes on after the last finished file."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.unit.services.masking.bulk.zips import zipped

pytestmark = [pytest.mark.models, pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[5]
FILES = 12
Start = Callable[[], tuple[subprocess.Popen[bytes], httpx.Client]]
SERVE = """
import sys, uvicorn
from common.settings import Settings
from services.masking.app import create_app
app = create_app(Settings(data={"folder": sys.argv[1]}))
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="warning")
"""


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start the service on the test's data folder; the process and a client."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started: list[tuple[subprocess.Popen[bytes], httpx.Client]] = []

    def run() -> tuple[subprocess.Popen[bytes], httpx.Client]:
        process = subprocess.Popen([sys.executable, "-c", SERVE, str(tmp_path / "data"), str(port)], cwd=ROOT)
        client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60)
        started.append((process, client))
        for _ in range(1200):
            try:
                client.get("/healthz")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        return process, client

    yield run
    for process, client in started:
        client.close()
        process.kill()
        process.wait()


def until(client: httpx.Client, address: str, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    for _ in range(1200):
        bulk: dict[str, Any] = client.get(address).json()
        if holds(bulk):
            return bulk
        time.sleep(0.05)
    raise AssertionError(bulk)


def begun(client: httpx.Client, bulk: dict[str, Any]) -> dict[int, str]:
    """When the work on each file began."""
    addresses = {file["number"]: f"/v1/masking/documents/{file['document']}" for file in bulk["files"]}
    return {number: client.get(address).json()["created_at"] for number, address in addresses.items()}


def test_a_killed_folder_goes_on_after_its_last_finished_file(start: Start) -> None:
    process, client = start()
    content = zipped({f"{n:02}.txt": f"氏名：髙橋　一郎\n{n}番の届\n".encode() for n in range(FILES)})
    job = client.post("/v1/masking/bulk", files={"file": ("a.zip", content)}).json()
    address = f"/v1/masking/bulk/{job['id']}"
    before = begun(client, until(client, address, lambda bulk: len(bulk["files"]) >= 2))
    process.kill()
    process.wait()

    _, client = start()
    bulk = until(client, address, lambda bulk: bulk["status"] != "working")
    assert [file["outcome"] for file in bulk["files"]] == ["masked"] * FILES
    assert 2 <= len(before) < FILES
    after = begun(client, bulk)
    # The last one may have been at work between its result and its checkpoint.
    finished = sorted(before)[:-1]
    assert {n: after[n] for n in finished} == {n: before[n] for n in finished}

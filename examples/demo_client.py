"""What the demo needs of the public API: upload, follow a job, fetch a file."""

import socket
import sys
import time
from pathlib import Path
from typing import Any

import httpx2

JOB_SECONDS = 600


class Demo:
    """One signed-in caller of the gateway, and the folder for what it fetches."""

    def __init__(self, base_url: str, key: str, out: Path, task: str) -> None:
        self.task = task
        self._http = httpx2.Client(
            base_url=base_url, headers={"Authorization": f"Bearer {key}"}, timeout=JOB_SECONDS
        )
        self._out = out
        out.mkdir(parents=True, exist_ok=True)

    def call(self, method: str, path: str, **options: Any) -> Any:
        response = self._http.request(method, path, **options)
        if response.is_error:
            raise SystemExit(f"{method} {path}: {response.status_code} {response.text}")
        return response.json()

    def upload(self, path: str, file: Path, **fields: str) -> dict[str, Any]:
        with file.open("rb") as stream:
            return self.finished(self.call("POST", path, files={"file": (file.name, stream)}, data=fields))

    def finished(self, job: dict[str, Any]) -> dict[str, Any]:
        """Follow the job to its end, showing how far it is."""
        deadline = time.monotonic() + JOB_SECONDS
        shown = None
        while job["status"] in ("queued", "running"):
            line = f"   {self.task:22}{job['progress']:4.0%} {job['message']}"
            if line != shown:
                say(line)
            shown = line
            if time.monotonic() > deadline:
                raise SystemExit(f"job {job['id']} did not end in {JOB_SECONDS} s")
            time.sleep(0.5)
            job = self.call("GET", f"/v1/jobs/{job['id']}")
        if job["status"] != "succeeded":
            raise SystemExit(f"job {job['id']} {job['status']}: {job['error']}")
        return job

    def fetch(self, path: str, name: str) -> Path:
        file = self._out / name
        response = self._http.get(path)
        if response.is_error:
            raise SystemExit(f"GET {path}: {response.status_code} {response.text}")
        file.write_bytes(response.content)
        return file


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)

"""A running suite of real processes, and how the end-to-end tests talk to it."""

import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("gateway", "transcribe", "search", "translate", "masking")
UPLOAD_LIMIT = 1024**3


@dataclass
class Suite:
    """A running suite, and how a caller of each role talks to it."""

    base_url: str
    environment: dict[str, str]
    console: Path

    def key(self, user: str, *roles: str) -> str:
        command = [sys.executable, "-m", "gateway.keys", "create", "--user", user]
        for role in roles:
            command += ["--role", role]
        made = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True
        )
        return made.stdout.strip().splitlines()[-1]

    def caller(self, user: str, *roles: str) -> httpx2.Client:
        headers = {"Authorization": f"Bearer {self.key(user, *roles)}"}
        return httpx2.Client(base_url=self.base_url, headers=headers, timeout=120)

    def pid(self, name: str) -> int:
        """The process id of `name` as last started."""
        found = re.findall(rf"{name} started \(pid (\d+)\)", self.console.read_text())
        return int(found[-1])

    def wait_until_ready(self, seconds: float = 120) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                if httpx2.get(f"{self.base_url}/readyz", timeout=5).status_code == 200:
                    return
            except httpx2.TransportError:
                pass
            time.sleep(0.3)
        raise AssertionError(self.console.read_text())


def finished(client: httpx2.Client, job: dict[str, Any], seconds: float = 300) -> dict[str, Any]:
    """The job at its end; a gateway or service that is just being restarted is asked again."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            answer = client.get(f"/v1/jobs/{job['id']}")
        except httpx2.TransportError:
            time.sleep(0.3)
            continue
        if answer.status_code == 200 and answer.json()["status"] not in ("queued", "running"):
            return dict(answer.json())
        assert answer.status_code in (200, 503), answer.text
        time.sleep(0.3)
    raise AssertionError(f"job {job['id']} did not end")

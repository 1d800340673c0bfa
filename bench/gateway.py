"""What the gateway adds to a call: `python -m bench.gateway`.

The translation service and the gateway run as the processes that they are in the office. One cheap call
is made directly and through the gateway by turns, over kept connections, and the pairs are compared.
The call through the gateway is signed in, routed, recorded in the audit (one fsync) and passed on.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from bench.report import write_section
from common.identity import ROLES_HEADER, SECRET_HEADER, USER_HEADER
from common.settings import Settings
from gateway.database import open_database
from gateway.keys import KeyStore

PATH = "/languages"
CALLS = 300
WARM_UP = 30
LIMIT_MS = 10.0
START_SECONDS = 60
SECRET = "bench"  # noqa: S105 (of two processes that live for this measurement)


@dataclass(frozen=True)
class Figures:
    """All in milliseconds."""

    direct: list[float]
    through: list[float]

    @property
    def added(self) -> list[float]:
        return [through - direct for direct, through in zip(self.direct, self.through, strict=True)]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(module: str, environment: dict[str, str], url: str) -> Iterator[None]:
    """`python -m module` until the end of the block, once it answers at `url`."""
    process = subprocess.Popen(
        [sys.executable, "-m", module], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(process, url)
        yield
    finally:
        process.terminate()
        process.wait(20)


def wait_for(process: "subprocess.Popen[Any]", url: str, seconds: float = START_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with exit {process.returncode}")
        try:
            httpx2.get(f"{url}/healthz", trust_env=False)
        except httpx2.TransportError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"nothing answers at {url}")


def milliseconds(client: httpx2.Client) -> float:
    started = time.perf_counter()
    client.get(PATH).raise_for_status()
    return (time.perf_counter() - started) * 1000


def measure(direct: httpx2.Client, through: httpx2.Client, calls: int = CALLS) -> Figures:
    for _ in range(WARM_UP):
        milliseconds(direct)
        milliseconds(through)
    pairs = [(milliseconds(direct), milliseconds(through)) for _ in range(calls)]
    return Figures([pair[0] for pair in pairs], [pair[1] for pair in pairs])


def run(folder: Path) -> Figures:
    service_port, gateway_port = free_port(), free_port()
    service, gateway = (f"http://127.0.0.1:{port}" for port in (service_port, gateway_port))
    environment = {
        **os.environ,
        "YAKUBA_DATA_FOLDER": str(folder),
        "YAKUBA_GATEWAY_SECRET": SECRET,
        "YAKUBA_GATEWAY_PORT": str(gateway_port),
        "YAKUBA_TRANSLATE_PORT": str(service_port),
    }
    ours = {USER_HEADER: "bench", ROLES_HEADER: "staff", SECRET_HEADER: SECRET}
    theirs = {"Authorization": f"Bearer {make_key(folder)}"}
    with ExitStack() as stack:
        stack.enter_context(running("services.translate", environment, service))
        stack.enter_context(running("gateway", environment, gateway))
        clients = [
            stack.enter_context(httpx2.Client(base_url=url, headers=headers, timeout=30, trust_env=False))
            for url, headers in ((service, ours), (gateway, theirs))
        ]
        return measure(clients[0], clients[1])


def make_key(folder: Path) -> str:
    engine = open_database(Settings(data={"folder": folder}))
    try:
        return KeyStore(engine).create("bench", ["staff"])[1]
    finally:
        engine.dispose()


def table(figures: Figures) -> str:
    rows = [
        ("direct to the service", figures.direct),
        ("through the gateway", figures.through),
        ("added by the gateway, call by call", figures.added),
    ]
    lines = [
        f"| {name} | {statistics.median(values):.2f} ms | {statistics.quantiles(values, n=20)[-1]:.2f} ms |"
        for name, values in rows
    ]
    return "\n".join(
        [
            f"`python -m bench.gateway`: `GET {PATH}` of the translation service, {len(figures.direct)} pairs"
            f" of calls by turns, {os.cpu_count()} cores; bar: under {LIMIT_MS:g} ms added at the median.",
            "",
            "| | median | 95th percentile |",
            "|---|---:|---:|",
            *lines,
        ]
    )


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        figures = run(Path(folder))
    shown = table(figures)
    write_section("gateway", shown)
    print(shown)
    return 0 if statistics.median(figures.added) < LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main())

"""`make demo`: the main job of all four services, on the examples, by real models, through the gateway."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx2

from examples.demo_client import Demo, free_port, say
from examples.demo_tasks import TASKS, Outcome

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "demo"
START_SECONDS = 120


def main() -> int:
    shutil.rmtree(FOLDER, ignore_errors=True)
    environment = demo_environment()
    began = time.monotonic()
    with running_suite(environment) as base_url:
        outcomes = do_all(base_url, environment)
    print_table(outcomes, time.monotonic() - began)
    return 0 if all(outcome.ok for outcome in outcomes) else 1


def demo_environment() -> dict[str, str]:
    """Our own data folder and free ports, so that a demo never meets a running suite."""
    names = ("gateway", "transcribe", "search", "translate", "masking")
    ports = {f"YAKUBA_{name.upper()}_PORT": str(free_port()) for name in names}
    return {**os.environ, **ports, "YAKUBA_DATA_FOLDER": str(FOLDER / "data")}


@contextmanager
def running_suite(environment: dict[str, str]) -> Iterator[str]:
    """Every process started, ready, and stopped at the end."""
    logs = FOLDER / "logs"
    say(f"== starting the gateway and four services (logs: {logs.relative_to(ROOT)})")
    command = [sys.executable, "-m", "common.supervisor", "--logs", str(logs)]
    base_url = f"http://127.0.0.1:{environment['YAKUBA_GATEWAY_PORT']}"
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_until_ready(base_url, process)
        yield base_url
    finally:
        process.terminate()
        process.wait(30)


def wait_until_ready(base_url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    answer = "no answer yet"
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"the suite ended at once (exit {process.returncode})")
        try:
            response = httpx2.get(f"{base_url}/readyz", timeout=5)
        except httpx2.TransportError:
            time.sleep(0.3)
            continue
        if response.status_code == 200:
            return
        answer = response.text
        time.sleep(0.3)
    raise SystemExit(f"not ready after {START_SECONDS} s: {answer}")


def do_all(base_url: str, environment: dict[str, str]) -> list[Outcome]:
    """The four tasks at the same time, as an office would have them."""
    key = make_key(environment)
    with ThreadPoolExecutor(len(TASKS)) as office:
        running = [
            office.submit(task, Demo(base_url, key, FOLDER / "out", name)) for name, task in TASKS.items()
        ]
        return [outcome.result() for outcome in running]


def make_key(environment: dict[str, str]) -> str:
    """A key made by the command that an administrator uses."""
    command = [sys.executable, "-m", "gateway.keys", "create", "--user", "demo", "--role", "admin"]
    made = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return made.stdout.strip().splitlines()[-1]


def print_table(outcomes: list[Outcome], seconds: float) -> None:
    print()
    print("| task | seconds | result |")
    print("|---|---:|---|")
    for outcome in outcomes:
        mark = "ok" if outcome.ok else "FAILED"
        print(f"| {outcome.name} | {outcome.seconds:.1f} | {mark}: {outcome.summary} |")
    print(f"\nAll four in {seconds:.0f} s. What they made is in {(FOLDER / 'out').relative_to(ROOT)}/")


if __name__ == "__main__":
    sys.exit(main())

"""`make run`: the four services and the gateway as separate processes, from one command.

A process that dies is started again; Ctrl-C stops them all; when this one is killed, the kernel
ends the others, so that a second start never meets a stray.
"""

import argparse
import contextlib
import ctypes
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import IO

from common.settings import Settings

PROCESSES = {
    "transcribe": "services.transcribe",
    "search": "services.search",
    "translate": "services.translate",
    "masking": "services.masking",
    "gateway": "gateway",
}
POLL_SECONDS = 0.2
STEADY_SECONDS = 60
LONGEST_PAUSE_SECONDS = 30
STOP_SECONDS = 15
PR_SET_PDEATHSIG = 1


class Child:
    """One process: started, watched, started again with growing pauses, stopped."""

    def __init__(self, name: str, module: str, environment: Mapping[str, str], logs: Path | None) -> None:
        self.name = name
        self._module = module
        self._environment = environment
        self._logs = logs
        self._deaths = 0
        self._started_at = 0.0
        self._start_at = 0.0
        self._process: subprocess.Popen[bytes] | None = None

    def tend(self) -> None:
        """Start the process when it is due; notice when it has died."""
        now = time.monotonic()
        if self._process is None:
            if now >= self._start_at:
                self._start(now)
        elif (code := self._process.poll()) is not None:
            steady = now - self._started_at > STEADY_SECONDS
            self._deaths = 0 if steady else self._deaths + 1
            pause = min(0.5 * 2 ** min(self._deaths, 8), LONGEST_PAUSE_SECONDS)
            say(f"{self.name} ended (exit {code}); starting it again in {pause:g} s")
            self._process, self._start_at = None, now + pause

    def _start(self, now: float) -> None:
        with self._log() as stderr:
            self._process = subprocess.Popen(
                [sys.executable, "-m", self._module],
                env=dict(self._environment),
                stderr=stderr,
                start_new_session=True,
                preexec_fn=_die_with_parent,
            )
        self._started_at = now
        say(f"{self.name} started (pid {self._process.pid})")

    @contextmanager
    def _log(self) -> Iterator[IO[bytes] | None]:
        if self._logs is None:
            yield None
            return
        self._logs.mkdir(parents=True, exist_ok=True)
        with (self._logs / f"{self.name}.log").open("ab") as file:
            yield file

    def ask_to_stop(self) -> None:
        if self._process is not None:
            self._process.terminate()

    def wait(self, deadline: float) -> None:
        if self._process is None:
            return
        try:
            self._process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            say(f"{self.name} did not stop in time; killing it")
            self._process.kill()
            self._process.wait()


class Supervisor:
    def __init__(self, settings: Settings, logs: Path | None = None) -> None:
        environment = environment_for(settings)
        self._children = [Child(name, module, environment, logs) for name, module in PROCESSES.items()]
        self._stopping = False

    def run(self) -> None:
        """Tend the processes until SIGINT or SIGTERM."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        try:
            while not self._stopping:
                for child in self._children:
                    child.tend()
                time.sleep(POLL_SECONDS)
        finally:
            self._end()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _end(self) -> None:
        say("stopping")
        for child in self._children:
            child.ask_to_stop()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self._children:
            child.wait(deadline)


def environment_for(settings: Settings) -> dict[str, str]:
    """The children's environment: ours, and a secret that only the gateway and its services share."""
    own = settings.gateway.secret
    secret = own.get_secret_value() if own else secrets.token_urlsafe(32)
    return {**os.environ, "YAKUBA_GATEWAY_SECRET": secret}


def say(message: str) -> None:
    print(f"yakuba: {message}", file=sys.stderr, flush=True)  # noqa: T201 (the operator's console)


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m common.supervisor", description="Run all of Yakuba")
    parser.add_argument("--logs", type=Path, help="write each process's log into this folder")
    arguments = parser.parse_args()
    settings = Settings()
    say(f"serving on http://{settings.gateway.host}:{settings.gateway.port} (Ctrl-C stops)")
    with contextlib.suppress(KeyboardInterrupt):
        Supervisor(settings, arguments.logs).run()


if __name__ == "__main__":
    main()

"""Argos Translate and LibreTranslate, each in an environment of its own in the cache folder, made on first use.

They are AGPL or bring components that are (docs/decisions/0004-argos-and-minisbd.md): nothing here imports them.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from bench.gateway import free_port, wait_for

HERE = Path(__file__).parent
LOCK = HERE.parent.parent / "requirements.lock"
START_SECONDS = 300.0
LIBRETRANSLATE = ("libretranslate==1.9.6",)
ARGOS = ("argostranslate==1.11.0", "minisbd==0.9.5", "onnx==1.20.0")


def environment(folder: Path, *packages: str) -> Path:
    """The interpreter of an environment with `packages`. Raises CalledProcessError where it cannot be made."""
    python, ready = folder / "bin" / "python", folder / ".ready"
    wanted = " ".join(packages)
    if not ready.exists() or ready.read_text(encoding="utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
        ready.write_text(wanted, encoding="utf-8")
    return python


def argos(folder: Path) -> Path:
    torch = next(line for line in LOCK.read_text("utf-8").splitlines() if line.startswith("torch=="))
    return environment(folder / "translate-argos", torch, *ARGOS)


def libretranslate(folder: Path) -> Path:
    return environment(folder / "translate-libre", *LIBRETRANSLATE)


def settings(packages: Path, home: Path) -> dict[str, str]:
    """Where Argos finds its packages and puts what is its own; nothing else is set."""
    return {
        **os.environ,
        "ARGOS_PACKAGES_DIR": str(packages),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
    }


@contextmanager
def running(
    command: list[str | Path], environment: dict[str, str], folder: Path, *, piped: bool = False
) -> Iterator["subprocess.Popen[str]"]:
    """A process that ends with the block, with pipes in and out where it is asked for them."""
    stream = subprocess.PIPE if piped else subprocess.DEVNULL
    process = subprocess.Popen(
        command, env=environment, cwd=folder, text=True,
        stdin=stream, stdout=stream, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


class Argos:
    """A process that translates text by text."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.process = process.pid
        self._in: IO[str] = process.stdin
        self._out: IO[str] = process.stdout

    def translate(self, text: str) -> str:
        print(json.dumps(text), file=self._in, flush=True)
        return str(json.loads(self._out.readline()))


@contextmanager
def running_argos(python: Path, packages: Path, home: Path) -> Iterator[Argos]:
    command: list[str | Path] = [python, HERE / "argos_turns.py"]
    with running(command, settings(packages, home / "argos"), home, piped=True) as process:
        yield Argos(process)


@contextmanager
def running_libretranslate(python: Path, packages: Path, home: Path) -> Iterator[tuple[str, int]]:
    """Its address, once it answers, and the number of its process."""
    port = free_port()
    program = python.with_name("libretranslate")
    command: list[str | Path] = [program, "--host", "127.0.0.1", "--port", str(port), "--load-only", "ja,en"]
    with running(command, settings(packages, home / "libretranslate"), home) as process:
        address = f"http://127.0.0.1:{port}"
        wait_for(process, address, START_SECONDS)
        yield address, process.pid

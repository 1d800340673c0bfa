"""Get the sound out of an upload: `decoding` in the sandbox, watched so that a cancel ends it."""

import contextlib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from common.sandbox import run
from common.settings import SandboxSettings
from services.transcribe.audio.decoding import Decoded, decode_here
from services.transcribe.audio.pcm import RATE, SAMPLE_BYTES
from services.transcribe.clock import clock

MAX_SECONDS = 12 * 3600
SLOWEST_SPEED = 20
"""Decoding is taken to run at this many times real time at worst; measured: 200 to 1,000."""
FEWEST_BYTES = 500
"""A second of sound takes more than this in any format that is accepted (AMR at 4.75 kbit/s: 600)."""
START_SECONDS = 60
WATCH_SECONDS = 0.5

Report = Callable[[str], None]
Check = Callable[[], None]


def decode_limits(base: SandboxSettings, size: int) -> SandboxSettings:
    """The sandbox's limits, widened to what a file of `size` bytes needs, if hours of sound are in it."""
    seconds = START_SECONDS + min(MAX_SECONDS, size // FEWEST_BYTES) // SLOWEST_SPEED
    return base.model_copy(
        update={
            "cpu_seconds": max(base.cpu_seconds, seconds),
            "wall_seconds": max(base.wall_seconds, seconds),
            "output_bytes": max(base.output_bytes, (MAX_SECONDS + 1) * RATE * SAMPLE_BYTES),
        }
    )


def extract(source: Path, target: Path, limits: SandboxSettings, *, check: Check, report: Report) -> Decoded:
    """Decode `source` to PCM at `target`. `check` raises to cancel; the child then stops by itself."""
    stop = target.with_suffix(".stop")
    stop.unlink(missing_ok=True)
    limits = decode_limits(limits, source.stat().st_size)
    with ThreadPoolExecutor(1, "decode") as pool:
        future = pool.submit(
            run, decode_here, source, target, stop, MAX_SECONDS, result=Decoded, limits=limits
        )
        try:
            return _watched(future, target.with_suffix(".part"), check, report)
        except BaseException:
            # The folder is gone when the transcription was deleted; the child notices that too.
            with contextlib.suppress(FileNotFoundError):
                stop.touch()
            raise


def _watched(future: Future[Decoded], part: Path, check: Check, report: Report) -> Decoded:
    while True:
        try:
            return future.result(timeout=WATCH_SECONDS)
        except TimeoutError:
            check()
            report(f"音声を読み取っています（{clock(_written_seconds(part))}まで）")


def _written_seconds(part: Path) -> float:
    try:
        return part.stat().st_size / (RATE * SAMPLE_BYTES)
    except FileNotFoundError:  # not begun yet, or ended and renamed just now
        return 0.0

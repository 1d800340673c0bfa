"""The caller's half: send one call, take its answer, and say what went wrong."""

import logging
import os
import pickle
import select
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from common.errors import BrokenFile, Problem, TooLarge, Unavailable, by_code
from common.sandbox import fork_server
from common.sandbox.wire import (
    CHUNK,
    CRASHED,
    NO_SERVER,
    REFUSED,
    RETURNED,
    TOO_LONG,
    TOO_MUCH_MEMORY,
    TOO_MUCH_OUTPUT,
    Ending,
    Refusal,
)
from common.settings import SandboxSettings

R = TypeVar("R")
log = logging.getLogger(__name__)

GRACE_SECONDS = 30.0
"""What the caller waits past the wall limit: the first call also pays for the fork server's start."""


def preload(*modules: str) -> None:
    """Name modules that the fork server imports before its first call. Missing ones are passed over."""
    fork_server.PRELOADS.extend(modules)


def prepare() -> None:
    """Start the fork server before its first call, which then waits less: its imports take seconds."""
    fork_server.server.prepare()


def run(
    function: Callable[..., R],
    *args: Any,
    result: type[R] | TypeAdapter[R],
    limits: SandboxSettings | None = None,
) -> R:
    """`function(*args)` in a confined child; what it returns is validated as `result`.

    `function` is a module-level function of an importable module. Arguments travel as pickle (to the
    child only), the answer as JSON. A Problem raised in the child is raised here as the same class.
    Raises BrokenFile for a crash or time-out, TooLarge for memory or output, Unavailable when no child
    could be started. Safe to call from several threads.
    """
    limits = limits or SandboxSettings()
    adapter = result if isinstance(result, TypeAdapter) else TypeAdapter(result)
    answer, ending = _exchange(_pack(function, args, limits), limits)
    kind, payload = answer[:1], answer[1:]
    if ending is None or ending.code or ending.timed_out or not kind:
        raise _explain(function, ending)
    try:
        if kind == RETURNED:
            return adapter.validate_json(payload)
        if kind == REFUSED:
            raise _rebuild(Refusal.model_validate_json(payload))
    except ValidationError as error:
        log.warning("sandbox: %s gave an unusable answer", function.__qualname__)
        raise BrokenFile(CRASHED) from error
    log.warning("sandbox: %s raised %s", function.__qualname__, payload.decode(errors="replace")[:300])
    raise BrokenFile(CRASHED)


def _pack(function: Callable[..., Any], args: Sequence[Any], limits: SandboxSettings) -> bytes:
    if function.__module__ == "__main__" or "<" in function.__qualname__:
        raise ValueError(f"{function.__qualname__} is not a module-level function of an importable module")
    request = pickle.dumps((list(sys.path), limits, pickle.dumps((function, args))))
    return len(request).to_bytes(8, "big") + request


def _rebuild(refusal: Refusal) -> Problem:
    # Past the subclass's own __init__, which may take other arguments (ModelMissing does).
    problem = by_code(refusal.code).__new__(by_code(refusal.code))
    Problem.__init__(problem, refusal.detail, **refusal.extra)
    return problem


def _explain(function: Callable[..., Any], ending: Ending | None) -> Problem:
    log.warning("sandbox: %s ended with %s", function.__qualname__, ending)
    if ending is None:
        return Unavailable(NO_SERVER)
    if ending.timed_out or ending.code == -signal.SIGXCPU:
        return BrokenFile(TOO_LONG)
    if ending.code == -signal.SIGKILL:  # by the kernel, when the whole machine ran out of memory
        return TooLarge(TOO_MUCH_MEMORY)
    return BrokenFile(CRASHED)


def _exchange(request: bytes, limits: SandboxSettings) -> tuple[bytes, Ending | None]:
    """Send one call; its answer, and how its worker ended (None when nobody can tell)."""
    deadline = time.monotonic() + limits.wall_seconds + GRACE_SECONDS
    control, theirs = socket.socketpair()
    reader, writer = os.pipe()
    # Closing `control` on the way out, whatever the reason, makes the keeper kill the worker.
    with control, open(reader, "rb", buffering=0):
        try:
            fork_server.server.call([theirs.fileno(), writer])
        finally:
            theirs.close()
            os.close(writer)
        try:
            control.settimeout(max(0.0, deadline - time.monotonic()))
            control.sendall(request)
            answer = _drain(reader, limits.output_bytes + 1, deadline)
            report = _drain(control.fileno(), CHUNK, deadline)
        except (ConnectionError, TimeoutError):
            return b"", None
    return answer, Ending.model_validate_json(report) if report else None


def _drain(descriptor: int, most: int, deadline: float) -> bytes:
    """Everything up to the end of the stream. Raises TooLarge past `most` bytes, TimeoutError past the time."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    chunks: list[bytes] = []
    size = 0
    while poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
        chunk = os.read(descriptor, CHUNK)
        if not chunk:
            return b"".join(chunks)
        chunks.append(chunk)
        size += len(chunk)
        if size > most:
            raise TooLarge(TOO_MUCH_OUTPUT)
    raise TimeoutError

"""The worker: confined, it runs the function and answers in JSON."""

import contextlib
import errno
import os
import pickle
import resource
import sys
from collections.abc import Sequence
from typing import NoReturn

from pydantic_core import to_json

from common.errors import Problem, TooLarge
from common.sandbox.wire import RAISED, REFUSED, RETURNED, TOO_MUCH_MEMORY, TOO_MUCH_OUTPUT, Refusal, limit
from common.settings import SandboxSettings

OPEN_FILES = 256


def work(path: Sequence[str], limits: SandboxSettings, call: bytes, writer: int) -> NoReturn:
    """Call the function and write the answer; nothing that happens here gets past this frame."""
    try:
        _confine(limits)
        sys.path[:] = path
        answer = memoryview(_answer(call, limits.output_bytes))
        while answer:
            answer = answer[os.write(writer, answer) :]
        os._exit(0)
    finally:
        os._exit(1)


def _confine(limits: SandboxSettings) -> None:
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as score:
        score.write("1000")
    limit(resource.RLIMIT_CPU, limits.cpu_seconds)
    # On top of what the preloaded libraries have already mapped, which is no fault of the input.
    limit(resource.RLIMIT_AS, _mapped_bytes() + limits.memory_bytes)
    limit(resource.RLIMIT_FSIZE, limits.output_bytes)
    limit(resource.RLIMIT_NOFILE, OPEN_FILES)


def _mapped_bytes() -> int:
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[0]) * resource.getpagesize()


def _answer(call: bytes, most: int) -> bytes:
    try:
        function, args = pickle.loads(call)  # noqa: S301 - made by the caller, whom we serve
        value = to_json(function(*args))
        return RETURNED + value if len(value) <= most else _refuse(TooLarge(TOO_MUCH_OUTPUT))
    except Problem as problem:
        return _refuse(problem)
    except MemoryError:
        return _refuse(TooLarge(TOO_MUCH_MEMORY))
    except BaseException as error:  # noqa: BLE001 - native parsers raise their own, outside Exception
        if isinstance(error, OSError) and error.errno == errno.EFBIG:
            return _refuse(TooLarge(TOO_MUCH_OUTPUT))
        return RAISED + _whereabouts(error).encode()


def _refuse(problem: Problem) -> bytes:
    return (
        REFUSED
        + Refusal(code=problem.code, detail=problem.detail, extra=problem.extra).model_dump_json().encode()
    )


def _whereabouts(error: BaseException) -> str:
    """Type and line of an exception, without its message: that may quote the document."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} at {place}"

"""Run a function on untrusted input in a child that can be lost.

    document = run(read_here, path, name, result=Document, limits=settings.sandbox)

Three processes stand between the caller and the input:

    caller ── fork server ── keeper ── worker
              started once   a call    runs the function

The *fork server* has a clean environment, no network (where the kernel allows) and the parsers already
imported, so that a call costs two forks. The *keeper* watches the clock and the caller, and kills the
worker's process group. The *worker* has resource limits and answers in JSON. Each dies with the one
before it.

Why not `multiprocessing`: its fork server inherits the environment with its secrets, runs the caller's
main script again in every child, and unpickles what the child sends.
"""

import atexit
import contextlib
import ctypes
import errno
import gc
import json
import logging
import os
import pickle
import resource
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import to_json

from common.errors import BrokenFile, Problem, TooLarge, Unavailable, by_code
from common.settings import SandboxSettings

R = TypeVar("R")
log = logging.getLogger(__name__)

KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "LD_LIBRARY_PATH")
OPEN_FILES = 256
NICENESS = 10
GRACE_SECONDS = 30.0
"""What the caller waits past the wall limit: the first call also pays for the fork server's start."""
CHUNK = 1 << 20
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
RETURNED, REFUSED, RAISED = b"R", b"P", b"E"

TOO_LONG = "処理に時間がかかりすぎたため中止しました。ファイルを分けるか、内容を減らしてお試しください。"
TOO_MUCH_MEMORY = (
    "処理に必要なメモリが上限を超えました。ファイルを分けるか、画像などを減らしてお試しください。"
)
TOO_MUCH_OUTPUT = "処理の結果が上限を超えました。ファイルを分けてお試しください。"
CRASHED = (
    "ファイルを読み取れませんでした。壊れているおそれがあります。開き直して保存し、もう一度お試しください。"
)
NO_SERVER = "ファイルを処理する準備ができませんでした。しばらくしてからもう一度お試しください。"

_preloads: list[str] = []


class _Refusal(BaseModel):
    code: str
    detail: str
    extra: dict[str, Any] = {}


class _Ending(BaseModel):
    """How the worker ended, as its keeper saw it."""

    code: int
    timed_out: bool


def preload(*modules: str) -> None:
    """Name modules that the fork server imports before its first call. Missing ones are passed over."""
    _preloads.extend(modules)


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
            raise _rebuild(_Refusal.model_validate_json(payload))
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


def _rebuild(refusal: _Refusal) -> Problem:
    # Past the subclass's own __init__, which may take other arguments (ModelMissing does).
    problem = by_code(refusal.code).__new__(by_code(refusal.code))
    Problem.__init__(problem, refusal.detail, **refusal.extra)
    return problem


def _explain(function: Callable[..., Any], ending: _Ending | None) -> Problem:
    log.warning("sandbox: %s ended with %s", function.__qualname__, ending)
    if ending is None:
        return Unavailable(NO_SERVER)
    if ending.timed_out or ending.code == -signal.SIGXCPU:
        return BrokenFile(TOO_LONG)
    if ending.code == -signal.SIGKILL:  # by the kernel, when the whole machine ran out of memory
        return TooLarge(TOO_MUCH_MEMORY)
    return BrokenFile(CRASHED)


# --- in the caller ------------------------------------------------------------------------------


class _ForkServer:
    """The caller's end of the fork server; started at the first call and again if it was killed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._channel: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def call(self, descriptors: Sequence[int]) -> None:
        """Hand the child's ends of one call over."""
        with self._lock:
            try:
                socket.send_fds(self._channel or self._start(), [b"!"], descriptors)
            except OSError:
                self._close()
                socket.send_fds(self._start(), [b"!"], descriptors)

    def _start(self) -> socket.socket:
        self._channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        boot = "import sys, json; a = json.loads(sys.argv[1]); sys.path[:] = a[0]; "
        boot += "from common.sandbox import serve; serve(a[1], a[2])"
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", boot, json.dumps([sys.path, theirs.fileno(), _preloads])],
                pass_fds=[theirs.fileno()],
                env={name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
        return self._channel

    def close(self) -> None:
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._channel is not None:
            self._channel.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._channel = self._process = None

    def abandon(self) -> None:
        """In a forked copy of the caller: the server belongs to the original."""
        if self._channel is not None:
            self._channel.close()
        if self._process is not None:
            self._process.returncode = 0


def _start_afresh() -> None:
    # A new object, because the old one's lock may be held by a thread that was not forked.
    global _server
    _server.abandon()
    _server = _ForkServer()


_server = _ForkServer()
atexit.register(lambda: _server.close())
os.register_at_fork(after_in_child=_start_afresh)


def _exchange(request: bytes, limits: SandboxSettings) -> tuple[bytes, _Ending | None]:
    """Send one call; its answer, and how its worker ended (None when nobody can tell)."""
    deadline = time.monotonic() + limits.wall_seconds + GRACE_SECONDS
    control, theirs = socket.socketpair()
    reader, writer = os.pipe()
    # Closing `control` on the way out, whatever the reason, makes the keeper kill the worker.
    with control, open(reader, "rb", buffering=0):
        try:
            _server.call([theirs.fileno(), writer])
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
    return answer, _Ending.model_validate_json(report) if report else None


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


# --- in the fork server -------------------------------------------------------------------------


def serve(descriptor: int, modules: Sequence[str]) -> None:
    """The fork server: a keeper for every pair of descriptors that comes, until the caller is gone."""
    os.nice(NICENESS)
    _limit(resource.RLIMIT_CORE, 0)
    _leave_network()
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    for module in modules:
        with contextlib.suppress(ImportError):
            import_module(module)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    gc.freeze()
    with socket.socket(fileno=descriptor) as channel:
        while descriptors := socket.recv_fds(channel, 1, 2)[1]:
            # A refused fork closes the call's ends, and the caller sees that there is no answer.
            with contextlib.suppress(BlockingIOError):
                _fork_keeper(channel, descriptors)
            for used in descriptors:
                os.close(used)


def _fork_keeper(channel: socket.socket, descriptors: Sequence[int]) -> None:
    server = os.getpid()
    if os.fork() == 0:
        try:
            _die_with(server)
            channel.close()
            _keep(socket.socket(fileno=descriptors[0]), descriptors[1])
        finally:
            os._exit(1)


def _leave_network() -> None:
    """An empty network namespace. Best effort: without the privilege the network stays."""
    libc = ctypes.CDLL(None)
    if libc.unshare(CLONE_NEWNET) and os.geteuid() != 0:
        libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)


def _prctl(option: int, value: int) -> None:
    ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def _die_with(parent: int) -> None:
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


# --- in the keeper ------------------------------------------------------------------------------


def _keep(control: socket.socket, writer: int) -> NoReturn:
    """Run one worker, end it in time, and tell the caller how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    path, limits, call = pickle.loads(_receive(control))  # noqa: S301 - made by the caller, whom we serve
    keeper, (alive, held) = os.getpid(), os.pipe()
    worker = os.fork()
    if worker == 0:
        _die_with(keeper)
        control.close()
        os.close(alive)
        _work(path, limits, call, writer)
    os.close(writer)
    os.close(held)
    poll = select.poll()
    poll.register(alive, select.POLLIN)
    poll.register(control, select.POLLIN)
    timed_out = not poll.poll(limits.wall_seconds * 1000)
    for kill in (os.kill, os.killpg):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(worker, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1])
    control.sendall(_Ending(code=code, timed_out=timed_out).model_dump_json().encode())
    os._exit(0)


def _receive(control: socket.socket) -> bytes:
    with control.makefile("rb") as stream:
        return stream.read(int.from_bytes(stream.read(8), "big"))


# --- in the worker ------------------------------------------------------------------------------


def _work(path: Sequence[str], limits: SandboxSettings, call: bytes, writer: int) -> NoReturn:
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
    _limit(resource.RLIMIT_CPU, limits.cpu_seconds)
    # On top of what the preloaded libraries have already mapped, which is no fault of the input.
    _limit(resource.RLIMIT_AS, _mapped_bytes() + limits.memory_bytes)
    _limit(resource.RLIMIT_FSIZE, limits.output_bytes)
    _limit(resource.RLIMIT_NOFILE, OPEN_FILES)


def _limit(kind: int, value: int) -> None:
    _, most = resource.getrlimit(kind)
    value = value if most == resource.RLIM_INFINITY else min(value, most)
    resource.setrlimit(kind, (value, most if kind == resource.RLIMIT_CPU else value))


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
        + _Refusal(code=problem.code, detail=problem.detail, extra=problem.extra).model_dump_json().encode()
    )


def _whereabouts(error: BaseException) -> str:
    """Type and line of an exception, without its message: that may quote the document."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} at {place}"

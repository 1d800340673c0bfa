"""The fork server, and the keeper that it forks for every call."""

import contextlib
import ctypes
import gc
import os
import pickle
import resource
import select
import signal
import socket
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from common.sandbox.wire import Ending, limit
from common.sandbox.worker import work

NICENESS = 10
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


def serve(descriptor: int, modules: Sequence[str]) -> None:
    """The fork server: a keeper for every pair of descriptors that comes, until the caller is gone."""
    os.setsid()
    os.nice(NICENESS)
    limit(resource.RLIMIT_CORE, 0)
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
        work(path, limits, call, writer)
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
    control.sendall(Ending(code=code, timed_out=timed_out).model_dump_json().encode())
    os._exit(0)


def _receive(control: socket.socket) -> bytes:
    with control.makefile("rb") as stream:
        return stream.read(int.from_bytes(stream.read(8), "big"))

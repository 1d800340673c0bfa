"""The caller's end of the fork server: started at the first call, and again if it was killed."""

import atexit
import os
import socket
import subprocess
import threading
from collections.abc import Sequence

from common import children

PRELOADS: list[str] = []


class ForkServer:
    """The caller's end of the fork server; started at the first call and again if it was killed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._channel: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def prepare(self) -> None:
        """Start it, unless it runs."""
        with self._lock:
            if self._channel is None:
                self._start()

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
        with theirs:
            call = "common.sandbox.server", "serve", theirs.fileno(), PRELOADS
            self._process = children.start(*call, descriptors=[theirs.fileno()])
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
    global server
    server.abandon()
    server = ForkServer()


server = ForkServer()
atexit.register(lambda: server.close())
os.register_at_fork(after_in_child=_start_afresh)

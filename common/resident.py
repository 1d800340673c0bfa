"""A model that is loaded on first use, once, and unloaded after it has been idle."""

import ctypes
import gc
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

T = TypeVar("T")
log = logging.getLogger(__name__)


class Resident(Generic[T]):
    """`with resident.use() as model:` loads on demand and keeps the model while anyone uses it."""

    def __init__(self, name: str, load: Callable[[], T], idle_seconds: float) -> None:
        self.name = name
        self._load = load
        self._idle_seconds = idle_seconds
        self._lock = threading.Lock()
        self._value: T | None = None
        self._users = 0
        self._idle_since = 0.0
        self._timer: threading.Timer | None = None

    @property
    def loaded(self) -> bool:
        return self._value is not None

    @contextmanager
    def use(self) -> Iterator[T]:
        value = self._acquire()
        try:
            yield value
        finally:
            del value
            self._release()

    def unload(self) -> bool:
        """Drop the model now unless it is in use; returns whether nothing is loaded afterwards."""
        with self._lock:
            if self._users:
                return False
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            self._drop()
        return_memory()
        return True

    def _acquire(self) -> T:
        with self._lock:
            if self._value is None:
                started = time.monotonic()
                self._value = self._load()
                seconds = round(time.monotonic() - started, 2)
                log.info("model loaded", extra={"model": self.name, "seconds": seconds})
            self._users += 1
            return self._value

    def _release(self) -> None:
        with self._lock:
            self._users -= 1
            if self._users == 0:
                self._idle_since = time.monotonic()
                if self._timer is None:
                    self._wait(self._idle_seconds)

    def _wait(self, seconds: float) -> None:
        """One timer for many uses: a thread for each would cost more than a short use itself."""
        self._timer = threading.Timer(seconds, self._look)
        self._timer.daemon = True
        self._timer.start()

    def _look(self) -> None:
        with self._lock:
            self._timer = None
            if self._users:
                return
            left = self._idle_since + self._idle_seconds - time.monotonic()
            if left > 0:
                self._wait(left)
                return
            self._drop()
        return_memory()

    def _drop(self) -> None:
        if self._value is not None:
            self._value = None
            log.info("model unloaded", extra={"model": self.name})


def return_memory() -> None:
    """Give freed heap pages back to the system; glibc keeps them otherwise."""
    gc.collect()
    try:
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    except (OSError, AttributeError):
        log.debug("malloc_trim is not available")

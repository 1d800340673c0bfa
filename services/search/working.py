"""Work in steps, and moments in which there is none."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LOOK_SECONDS = 1.0
Check = Callable[[], None]


class Work:
    """Steps go on side by side; none begins while somebody has, or waits for, a halt. They do not nest."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._halting = threading.Lock()
        self._steps = 0

    @contextmanager
    def step(self) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._halting.locked())
            self._steps += 1
        try:
            yield
        finally:
            with self._changed:
                self._steps -= 1
                self._changed.notify_all()

    @contextmanager
    def halt(self, check: Check = lambda: None) -> Iterator[None]:
        """From when the steps under way have ended until this ends; `check` may give up the waiting."""
        while not self._halting.acquire(timeout=LOOK_SECONDS):
            check()
        try:
            while not self._is_idle():
                check()
            yield
        finally:
            with self._changed:
                self._halting.release()
                self._changed.notify_all()

    def _is_idle(self) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: not self._steps, LOOK_SECONDS)

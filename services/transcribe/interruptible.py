"""Work that looks up only now and then, made so that a cancel need not wait for it."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

T = TypeVar("T")
Check = Callable[[], None]
WATCH_SECONDS = 0.5


class Abandoned(Exception):
    """Nobody wants the result any more."""


def interruptible(work: Callable[[Check], T], check: Check) -> T:
    """What `work` gives, made in a thread of its own while `check` is called twice a second.

    When `check` raises, so does this, at once; the `check` that `work` is given raises from then on.
    """
    unwanted = threading.Event()

    def wanted() -> None:
        if unwanted.is_set():
            raise Abandoned

    pool = ThreadPoolExecutor(1, "work")
    try:
        made = pool.submit(work, wanted)
        while not wait([made], WATCH_SECONDS).done:
            check()
        return made.result()
    finally:
        unwanted.set()
        pool.shutdown(wait=False)

"""Searches go before indexing.

Threads of one process share one interpreter: each time that a search lets go of it, for a row of the database or
for the index, it waits for the thread that makes entries to let go in turn, which is for milliseconds each time. So
whoever makes entries stands still while somebody searches, though never for long at once.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

MOST_SECONDS = 0.1
"""For each passage: so much slower is indexing at the worst, when searches never end."""


class Precedence:
    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._searches = 0

    @contextmanager
    def searching(self) -> Iterator[None]:
        with self._changed:
            self._searches += 1
        try:
            yield
        finally:
            with self._changed:
                self._searches -= 1
                self._changed.notify_all()

    def give_way(self) -> None:
        """Return when nobody searches, or after MOST_SECONDS."""
        if self._searches:
            with self._changed:
                self._changed.wait_for(lambda: not self._searches, MOST_SECONDS)

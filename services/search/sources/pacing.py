"""A polite rate: a file server has other work to do than to be read by us."""

import time
from collections.abc import Callable
from typing import NamedTuple

from services.search.sources.options import SourceOptions

NETWORK_FILES = 50.0
NETWORK_BYTES = 20 * 1024**2
SLICE_SECONDS = 0.25


class Rate(NamedTuple):
    """At most so much a second; None is without a limit."""

    files: float | None
    bytes: float | None


def rate_of(options: SourceOptions, *, is_network: bool) -> Rate:
    files, size = options.files_per_second, options.bytes_per_second
    if is_network:
        return Rate(files or NETWORK_FILES, size or NETWORK_BYTES)
    return Rate(files, size)


class Pace:
    """Waits so that what was spent stays below the rate. What was not used in a second is not saved up."""

    def __init__(self, rate: Rate) -> None:
        self.rate = rate
        self._free_at = time.monotonic()

    def spend(self, check: Callable[[], None], *, files: int = 0, size: int = 0) -> None:
        """Wait for room for what comes next; `check` may end the wait."""
        while (wait := self._free_at - time.monotonic()) > 0:
            check()
            time.sleep(min(wait, SLICE_SECONDS))
        cost = max(_seconds(files, self.rate.files), _seconds(size, self.rate.bytes))
        self._free_at = max(self._free_at, time.monotonic() - SLICE_SECONDS) + cost


def _seconds(amount: float, rate: float | None) -> float:
    return amount / rate if rate else 0.0

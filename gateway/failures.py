"""Wrong keys slow their sender down: so many a minute from one address, then 429.

A right key passes at any time. With 256 random bits nothing is gained by guessing faster, while
shutting out an address would shut out the whole town hall behind one proxy for one person's typing.
"""

import threading
import time
from collections import OrderedDict

from starlette.responses import JSONResponse

from common.errors import OverQuota
from common.requests import problem_response

LIMIT = 10
WINDOW_SECONDS = 60.0
MAX_ADDRESSES = 10_000


class TooManyFailures(OverQuota):
    code, title = "too_many_failures", "試行の回数が多すぎます"

    def __init__(self, retry_after: int) -> None:
        super().__init__(
            f"誤ったキーが続けて使われました。{retry_after}秒ほど待ってから、キーを確かめてやり直してください。",
            retry_after=retry_after,
        )
        self.retry_after = retry_after


class FailureLimit:
    """Failures counted by address in fixed windows; the oldest address is forgotten first."""

    def __init__(
        self, limit: int = LIMIT, window_seconds: float = WINDOW_SECONDS, addresses: int = MAX_ADDRESSES
    ) -> None:
        self._limit = limit
        self._window = window_seconds
        self._max_addresses = addresses
        self._seen: OrderedDict[str, tuple[float, int]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._seen)

    def record(self, address: str) -> None:
        """Count one failure; raises TooManyFailures past the limit."""
        now = time.monotonic()
        with self._lock:
            started, count = self._seen.get(address, (now, 0))
            if now - started >= self._window:
                started, count = now, 0
            self._seen[address] = (started, count + 1)
            while len(self._seen) > self._max_addresses:
                self._seen.popitem(last=False)
        if count >= self._limit:
            raise TooManyFailures(max(1, round(started + self._window - now)))


def too_many_response(problem: TooManyFailures) -> JSONResponse:
    response = problem_response(problem)
    response.headers["Retry-After"] = str(problem.retry_after)
    return response

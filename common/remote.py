"""An HTTP address that the city runs, asked for JSON. Nothing else is ever called.

No proxy of the environment, no redirect, a bounded answer in a bounded time.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

CONNECT_SECONDS = 10.0
MOST_BYTES = 1 << 20
PAUSES = (0.5, 2.0, 5.0)
"""Before each attempt after the first."""
PASSING = frozenset({429, 500, 502, 503, 504})
"""Refusals that may be another answer a moment later."""
Fault = Literal["unreachable", "refused", "unreadable"]


class Unanswered(Exception):
    """`unreachable`: nobody answered, or not in time; `refused`: with the HTTP `status`; `unreadable`: no JSON, or too much."""

    def __init__(self, fault: Fault, status: int | None = None) -> None:
        super().__init__(fault if status is None else f"{fault} ({status})")
        self.fault = fault
        self.status = status

    @property
    def may_pass(self) -> bool:
        return self.fault == "unreachable" or self.status in PASSING


@dataclass(frozen=True)
class Address:
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 300.0
    """For one answer, from the first byte sent to the last one received."""
    most_bytes: int = MOST_BYTES
    retries: int = 0
    """Further attempts, where the fault may pass; at most as many as there are PAUSES."""

    def post(self, path: str, body: Mapping[str, Any], check: Callable[[], None] = lambda: None) -> Any:
        """The JSON that answers `body`. Raises Unanswered, and what `check` raises, which is called as the answer comes."""
        for pause in (*PAUSES[: self.retries], None):
            try:
                return self._post(path, body, check)
            except Unanswered as fault:
                if pause is None or not fault.may_pass:
                    raise
                time.sleep(pause)
        raise AssertionError("the last attempt has no pause")

    def _post(self, path: str, body: Mapping[str, Any], check: Callable[[], None]) -> Any:
        import httpx2

        until = time.monotonic() + self.seconds
        timeout = httpx2.Timeout(self.seconds, connect=min(CONNECT_SECONDS, self.seconds))
        try:
            with (
                httpx2.Client(trust_env=False, follow_redirects=False, timeout=timeout) as client,
                client.stream(
                    "POST", self.url.rstrip("/") + path, json=body, headers=self.headers
                ) as response,
            ):
                if response.status_code != 200:
                    raise Unanswered("refused", response.status_code)
                return json.loads(self._bounded(response.iter_bytes(), until, check))
        except httpx2.HTTPError as error:
            raise Unanswered("unreachable") from error
        except ValueError as error:
            raise Unanswered("unreadable") from error

    def _bounded(self, chunks: Iterator[bytes], until: float, check: Callable[[], None]) -> bytes:
        content = bytearray()
        for chunk in chunks:
            check()
            content += chunk
            if len(content) > self.most_bytes:
                raise Unanswered("unreadable")
            if time.monotonic() > until:
                raise Unanswered("unreachable")
        return bytes(content)

"""The context of one file's work, all of which is a single step of the bulk job."""

from collections.abc import Callable
from typing import Any, TypeVar

from common.jobs import JobContext

T = TypeVar("T")


class Within(JobContext):
    """What the jobs of a single document are given. Their steps are no steps of the bulk, whose own step they make up:
    a kill repeats the file from its beginning. A cancel of the bulk stops them."""

    def __init__(self, bulk: JobContext, document_id: str, at: int, total: int) -> None:
        """Of file number `at` (from 1) among `total`."""
        super().__init__(document_id, bulk.owner)
        self._bulk = bulk
        self._at = at
        self._total = total

    def step(self, name: str, function: Callable[..., T], *args: Any) -> T:  # noqa: ARG002 - as JobContext's
        self._bulk.check()
        return function(*args)

    def progress(self, fraction: float, message: str) -> None:
        self._bulk.progress(
            (self._at - 1 + fraction) / (self._total + 1), f"{self._at}/{self._total}件目: {message}"
        )

    def check(self, *, force: bool = False) -> None:
        self._bulk.check(force=force)

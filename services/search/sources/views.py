"""What people see of a source: its state, its backlog, its failures, each as far as they may."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from common.errors import by_code
from common.identity import Principal
from services.search.access.gate import Gate
from services.search.catalog import Catalog, State
from services.search.meaning.vectors import VectorStore
from services.search.sources.failures import Failures
from services.search.sources.following import Follower
from services.search.sources.records import Source
from services.search.sources.registry import Registry
from services.search.sources.schemas import (
    Failure,
    FailureList,
    SourceDetail,
    SourceSummary,
    Status,
    Throughput,
)

FIRST_FAILURES = 100


class SourceViews:
    """Administrators see the whole of a source, its readers what concerns files that they may read."""

    def __init__(
        self,
        registry: Registry,
        follower: Follower,
        catalog: Catalog,
        failures: Failures,
        vectors: VectorStore,
        gate: Gate,
    ) -> None:
        self._registry = registry
        self._follower = follower
        self._catalog = catalog
        self._failures = failures
        self._vectors = vectors
        self._gate = gate

    def summary(self, source: Source, caller: Principal) -> SourceSummary:
        counts = self._catalog.counts(source.number, self._access(source, caller))
        return SourceSummary(
            name=source.name,
            path=str(source.path) if caller.is_admin else None,
            readers=sorted(source.readers),
            status=self._status(source),
            trouble=source.trouble if caller.is_admin else None,
            indexed=counts[State.INDEXED],
            pending=counts[State.PENDING],
            failed=counts[State.FAILED],
            synced_at=source.synced_at,
            next_sync_at=self._follower.next_sync(source),
        )

    def detail(self, source: Source, caller: Principal) -> SourceDetail:
        access = self._access(source, caller)
        whole = access is None
        return SourceDetail(
            **self.summary(source, caller).model_dump(),
            bytes=self._catalog.size(source.number, access),
            texts_without_vector=self._vectors.count_missing(source.number) if whole else 0,
            throughput=_throughput(source.report if whole else {}),
            following="watching" if self._follower.is_watching(source.number) else "polling",
            failures=self._page(source, access, None, FIRST_FAILURES, 0),
            options=source.options if caller.is_admin else None,
            job=source.sync_job,
        )

    def failures(
        self, source: Source, caller: Principal, code: str | None, limit: int, offset: int
    ) -> FailureList:
        access = self._access(source, caller)
        counts = self._failures.counts(source.number, access)
        return FailureList(
            total=sum(counts.values()) if code is None else counts.get(code, 0),
            counts=counts,
            titles={each: by_code(each).title for each in counts},
            failures=self._page(source, access, code, limit, offset),
            unreadable_folders=source.report.get("unreadable_folders", []) if access is None else [],
        )

    def _access(self, source: Source, caller: Principal) -> frozenset[int] | None:
        """The access lists to which the caller's view is narrowed; None for all of the source."""
        is_whole = caller.is_admin or source.options.access == "source"
        return None if is_whole else self._gate.allowed(caller)

    def _page(
        self, source: Source, access: Collection[int] | None, code: str | None, limit: int, offset: int
    ) -> list[Failure]:
        rows = self._failures.page(source.number, code=code, access=access, limit=limit, offset=offset)
        return [
            Failure(
                id=row.id,
                path=row.path,
                code=row.failure["code"],
                detail=row.failure["detail"],
                at=row.failure.get("at"),
            )
            for row in rows
        ]

    def _status(self, source: Source) -> Status:
        if source.options.paused:
            return "paused"
        if self._registry.running(source):
            return "syncing"
        if source.trouble:
            return "unreachable"
        return "ready" if source.synced_at else "new"


def _throughput(report: dict[str, Any]) -> Throughput:
    started = report.get("started_at")
    files, size, seconds = (report.get(name, 0) for name in ("files", "bytes", "seconds"))
    return Throughput(
        started_at=datetime.fromisoformat(started) if started else None,
        files=files,
        bytes=size,
        seconds=seconds,
        files_per_second=round(files / seconds, 1) if seconds else 0.0,
        bytes_per_second=round(size / seconds, 1) if seconds else 0.0,
    )

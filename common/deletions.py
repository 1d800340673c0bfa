"""What a service has deleted for good: a durable list that the gateway reads into its audit.

The intent is on disk before anything is deleted, and the line counts only once the thing is gone. A kill
between the two leaves a pending line, which the next `finish_pending` completes, so no deletion goes
unsaid and none is claimed that did not happen.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated, Literal

import sqlalchemy as sa
from fastapi import APIRouter, Query
from pydantic import BaseModel

from common.identity import Admin

Reason = Literal["retention", "person"]
MOST = 500
METADATA = sa.MetaData()
TABLE = sa.Table(
    "deletions",
    METADATA,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("service", sa.String(64), nullable=False, index=True),
    sa.Column("time", sa.DateTime(timezone=True), nullable=False),
    sa.Column("what", sa.String(128), nullable=False),
    sa.Column("label", sa.String(128), nullable=False),
    sa.Column("reason", sa.String(32), nullable=False),
    sa.Column("sha256", sa.String(64)),
    sa.Column("done", sa.Boolean, nullable=False),
    sqlite_autoincrement=True,
)


class Deletion(BaseModel, frozen=True):
    """One thing that is gone. Nothing of its content and no name: those are gone too."""

    seq: int
    """Rises with each; never used twice."""
    time: datetime
    what: str
    """The id of the file or record."""
    label: str
    """Under which rule it was kept."""
    reason: Reason
    sha256: str | None
    """Of the file's content; None for what was no file."""


class DeletionPage(BaseModel, frozen=True):
    last: int
    """The highest `seq` there is; lower than one that was seen before: the list began anew."""
    deletions: list[Deletion]


class Deletions:
    """The deletions of one service."""

    def __init__(self, engine: sa.Engine, service: str) -> None:
        self._engine = engine
        self._service = service
        # Numbers become visible in their order, so that a reader who has seen 6 has not missed 5.
        self._lock = threading.Lock()
        METADATA.create_all(engine)

    @contextmanager
    def recorded(self, what: str, *, label: str, reason: Reason, sha256: str | None = None) -> Iterator[None]:
        """`with deletions.recorded(...)`: delete it inside; doing so twice must do no harm."""
        seq = self._intend(what, label, reason, sha256)
        yield
        self._finish(seq)

    def finish_pending(self, delete: Callable[[str], None]) -> int:
        """Complete what a kill interrupted: `delete(what)` for each; returns how many there were."""
        pending = self._rows(TABLE.c.done.is_(False))
        for row in pending:
            delete(row.what)
            self._finish(row.seq)
        return len(pending)

    def page(self, after: int) -> DeletionPage:
        """The oldest ones above `after`, at most 500; none beyond one that is still under way."""
        mine = TABLE.c.service == self._service
        under_way = sa.select(sa.func.min(TABLE.c.seq)).where(mine, TABLE.c.done.is_(False))
        with self._engine.connect() as connection:
            last = connection.execute(sa.select(sa.func.max(TABLE.c.seq)).where(mine)).scalar() or 0
            first_pending = connection.execute(under_way).scalar()
        beyond = last + 1 if first_pending is None else first_pending
        rows = self._rows(TABLE.c.seq > after, TABLE.c.seq < beyond)
        return DeletionPage(last=last, deletions=[_deletion(row) for row in rows])

    def _rows(self, *conditions: sa.ColumnElement[bool]) -> list[sa.Row[tuple[object, ...]]]:
        query = sa.select(TABLE).where(TABLE.c.service == self._service, *conditions)
        with self._engine.connect() as connection:
            return list(connection.execute(query.order_by(TABLE.c.seq).limit(MOST)).all())

    def _intend(self, what: str, label: str, reason: Reason, sha256: str | None) -> int:
        row = {"what": what, "label": label, "reason": reason, "sha256": sha256, "done": False}
        with self._lock, self._engine.begin() as connection:
            made = connection.execute(
                sa.insert(TABLE).values(**row, service=self._service, time=datetime.now(UTC))
            )
        key = made.inserted_primary_key
        assert key is not None  # noqa: S101 (an insert of one row has one)
        return int(key[0])

    def _finish(self, seq: int) -> None:
        with self._engine.begin() as connection:
            done = sa.update(TABLE).where(TABLE.c.seq == seq).values(done=True, time=datetime.now(UTC))
            connection.execute(done)


def deletion_router(deletions: Deletions) -> APIRouter:
    """Between the processes: the gateway does not pass it on."""
    router = APIRouter()

    @router.get("/deletions", include_in_schema=False)
    def list_deletions(_: Admin, after: Annotated[int, Query(ge=0)] = 0) -> DeletionPage:
        return deletions.page(after)

    return router


def _deletion(row: sa.Row[tuple[object, ...]]) -> Deletion:
    time = row.time if row.time.tzinfo else row.time.replace(tzinfo=UTC)  # SQLite keeps no zone
    return Deletion(
        seq=row.seq, time=time, what=row.what, label=row.label, reason=row.reason, sha256=row.sha256
    )

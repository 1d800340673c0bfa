"""Versioned JSON records in collections: what a service knows beyond its jobs and files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from common.errors import Conflict, NotFound

IDS_AT_ONCE = 500
METADATA = sa.MetaData()
TABLE = sa.Table(
    "records",
    METADATA,
    sa.Column("collection", sa.String(64), primary_key=True),
    sa.Column("id", sa.String(128), primary_key=True),
    sa.Column("owner", sa.String(128), nullable=False, index=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("data", sa.JSON, nullable=False),
)


@dataclass(frozen=True)
class Record:
    id: str
    owner: str
    version: int
    data: dict[str, Any]


@dataclass(frozen=True)
class New:
    """A record to be written among many."""

    id: str
    owner: str
    data: dict[str, Any]


@dataclass(frozen=True)
class Put:
    """A record to be written in the transaction of another's update, in a collection of the same service."""

    records: "Records"
    id: str
    owner: str
    data: dict[str, Any]


class Records:
    """One collection. A write names the version it was made from; a stale one is a `Conflict`."""

    def __init__(self, engine: sa.Engine, collection: str) -> None:
        self._engine = engine
        self._collection = collection
        METADATA.create_all(engine)

    def find(self, record_id: str) -> Record | None:
        query = sa.select(TABLE).where(self._is(record_id))
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else Record(row.id, row.owner, row.version, row.data)

    def get(self, record_id: str) -> Record:
        found = self.find(record_id)
        if found is None:
            raise NotFound("指定されたものは見つかりません。一覧から選び直してください。")
        return found

    def put(self, record_id: str, owner: str, data: dict[str, Any]) -> Record:
        """Create the record, or replace it whatever its version."""
        with self._engine.begin() as connection:
            self._put(connection, record_id, owner, data)
        return self.get(record_id)

    def put_all(self, found: Sequence[New]) -> None:
        """`put` for each, in one transaction; ids must differ."""
        with self._engine.begin() as connection:
            known = self._among(connection, [each.id for each in found])
            rows = [
                {"collection": self._collection, "id": each.id, "owner": each.owner, "data": each.data}
                | {"version": 1, "updated_at": _now()}
                for each in found
                if each.id not in known
            ]
            if rows:
                connection.execute(sa.insert(TABLE), rows)
            for each in found:
                if each.id in known:
                    self._put(connection, each.id, each.owner, each.data)

    def create(self, record_id: str, owner: str, data: dict[str, Any]) -> Record:
        """Store a record under an id that is not taken; raises `Conflict` when it is."""
        row = {"collection": self._collection, "id": record_id, "owner": owner, "data": data}
        try:
            with self._engine.begin() as connection:
                connection.execute(sa.insert(TABLE).values(**row, version=1, updated_at=_now()))
        except sa.exc.IntegrityError as error:
            raise Conflict(
                "同じ名前のものがもうあります。別の名前にするか、読み直して変更してください。",
                version=self.get(record_id).version,
            ) from error
        return self.get(record_id)

    def version(self, record_id: str) -> int | None:
        """The record's version without its data; None when it is not there."""
        query = sa.select(TABLE.c.version).where(self._is(record_id))
        with self._engine.connect() as connection:
            return connection.execute(query).scalar()

    def update(
        self, record_id: str, data: dict[str, Any], version: int, *, also: Sequence[Put] = ()
    ) -> Record:
        """Replace the record made from `version`; raises `Conflict` when another write came first.

        What is to be written `also` is written in the same transaction: all of it, or nothing.
        """
        with self._engine.begin() as connection:
            changed = connection.execute(
                sa.update(TABLE)
                .where(self._is(record_id), TABLE.c.version == version)
                .values(data=data, version=version + 1, updated_at=_now())
            )
            for put in also if changed.rowcount else ():
                put.records._put(connection, put.id, put.owner, put.data)
            owner = connection.execute(sa.select(TABLE.c.owner).where(self._is(record_id))).scalar()
        if changed.rowcount == 0 or owner is None:
            raise stale(self.get(record_id).version)
        return Record(record_id, owner, version + 1, data)

    def delete(self, record_id: str) -> bool:
        with self._engine.begin() as connection:
            return connection.execute(sa.delete(TABLE).where(self._is(record_id))).rowcount > 0

    def delete_between(self, first: str, last: str) -> int:
        """Delete the records whose ids are from `first` to `last`; returns how many there were."""
        with self._engine.begin() as connection:
            return connection.execute(sa.delete(TABLE).where(self._between(first, last))).rowcount

    def between(self, first: str, last: str, *, limit: int, newest_first: bool = False) -> list[Record]:
        """The records whose ids are from `first` to `last`, in the order of their ids."""
        order = TABLE.c.id.desc() if newest_first else TABLE.c.id.asc()
        query = sa.select(TABLE).where(self._between(first, last)).order_by(order).limit(limit)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [Record(row.id, row.owner, row.version, row.data) for row in rows]

    def list(self, owner: str | None = None, *, beginning: str = "") -> list[Record]:
        """The records of the collection, or of one owner, whose ids begin so, newest first."""
        query = sa.select(TABLE).where(TABLE.c.collection == self._collection)
        if owner is not None:
            query = query.where(TABLE.c.owner == owner)
        if beginning:
            query = query.where(sa.func.substr(TABLE.c.id, 1, len(beginning)) == beginning)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(TABLE.c.updated_at.desc(), TABLE.c.id)).all()
        return [Record(row.id, row.owner, row.version, row.data) for row in rows]

    def _among(self, connection: sa.Connection, ids: Sequence[str]) -> set[str]:
        """Those of `ids` that are there."""
        found: set[str] = set()
        for start in range(0, len(ids), IDS_AT_ONCE):
            query = sa.select(TABLE.c.id).where(
                TABLE.c.collection == self._collection, TABLE.c.id.in_(ids[start : start + IDS_AT_ONCE])
            )
            found.update(connection.execute(query).scalars())
        return found

    def _put(self, connection: sa.Connection, record_id: str, owner: str, data: dict[str, Any]) -> None:
        changed = connection.execute(
            sa.update(TABLE)
            .where(self._is(record_id))
            .values(owner=owner, data=data, version=TABLE.c.version + 1, updated_at=_now())
        )
        if changed.rowcount == 0:
            row = {"collection": self._collection, "id": record_id, "owner": owner, "data": data}
            connection.execute(sa.insert(TABLE).values(**row, version=1, updated_at=_now()))

    def _between(self, first: str, last: str) -> sa.ColumnElement[bool]:
        return sa.and_(TABLE.c.collection == self._collection, TABLE.c.id.between(first, last))

    def _is(self, record_id: str) -> sa.ColumnElement[bool]:
        return sa.and_(TABLE.c.collection == self._collection, TABLE.c.id == record_id)


def stale(version: int) -> Conflict:
    """The answer to a change that was made from another version than the current one."""
    return Conflict("ほかの人が先に変更しました。読み直してからやり直してください。", version=version)


def _now() -> datetime:
    return datetime.now(UTC)

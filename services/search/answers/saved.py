"""Searches that people keep, each with the time when its owner last looked at what it finds."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from common.errors import Conflict, NotFound
from common.identity import Principal
from services.search.tables import SAVED_SEARCHES
from services.search.upgrading import open_tables

MOST_SAVED = 50
TOO_MANY = f"保存できる検索は{MOST_SAVED}件までです。使っていないものを消してください。"
COLUMNS = SAVED_SEARCHES.c


class SavedSearches:
    """Each person has their own and nobody else sees them, administrators included."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        open_tables(engine)

    def of(self, owner: Principal) -> list[Any]:
        """In the order in which they were saved."""
        query = sa.select(SAVED_SEARCHES).where(COLUMNS.owner == owner.user).order_by(COLUMNS.number)
        with self._engine.connect() as connection:
            return list(connection.execute(query))

    def get(self, saved_id: str, owner: Principal) -> Any:
        query = sa.select(SAVED_SEARCHES).where(_one(saved_id, owner))
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise _no_search()
        return row

    def add(self, owner: Principal, name: str, query: dict[str, Any], seen_at: datetime) -> Any:
        """Conflict when there are too many."""
        if len(self.of(owner)) >= MOST_SAVED:
            raise Conflict(TOO_MANY)
        saved_id = uuid4().hex
        values = {"id": saved_id, "owner": owner.user, "name": name, "query": query}
        with self._engine.begin() as connection:
            connection.execute(
                sa.insert(SAVED_SEARCHES).values(**values, created_at=datetime.now(UTC), seen_at=seen_at)
            )
        return self.get(saved_id, owner)

    def change(self, saved_id: str, owner: Principal, **values: Any) -> Any:
        """Give it another `name`, `query` or `seen_at`."""
        if values:
            self._execute(sa.update(SAVED_SEARCHES).where(_one(saved_id, owner)).values(**values))
        return self.get(saved_id, owner)

    def delete(self, saved_id: str, owner: Principal) -> None:
        self._execute(sa.delete(SAVED_SEARCHES).where(_one(saved_id, owner)))

    def _execute(self, change: sa.Update | sa.Delete) -> None:
        with self._engine.begin() as connection:
            if not connection.execute(change).rowcount:
                raise _no_search()


def _one(saved_id: str, owner: Principal) -> sa.ColumnElement[bool]:
    return sa.and_(COLUMNS.id == saved_id, COLUMNS.owner == owner.user)


def _no_search() -> NotFound:
    return NotFound("保存した検索はありません。一覧から選び直してください。")

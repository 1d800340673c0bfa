"""The files of a source that could not be read, with their reasons."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from services.search.catalog import State, one_of
from services.search.tables import DOCUMENTS
from services.search.upgrading import open_tables

CODE = DOCUMENTS.c.failure["code"].as_string()


class Failures:
    """`access` narrows to documents on these access lists; None is all."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        open_tables(engine)

    def page(
        self,
        source: int,
        *,
        code: str | None = None,
        access: Collection[int] | None = None,
        limit: int,
        offset: int = 0,
    ) -> list[Any]:
        """Rows with `id`, `path` and `failure`, by path."""
        query = (
            sa.select(DOCUMENTS.c.id, DOCUMENTS.c.path, DOCUMENTS.c.failure)
            .where(_failed(source, access), sa.true() if code is None else code == CODE)
            .order_by(DOCUMENTS.c.path, DOCUMENTS.c.number)
            .limit(limit)
            .offset(offset)
        )
        with self._engine.connect() as connection:
            return list(connection.execute(query))

    def counts(self, source: int, access: Collection[int] | None = None) -> dict[str, int]:
        """How many failed with which code, most first."""
        query = sa.select(CODE, sa.func.count()).where(_failed(source, access)).group_by(CODE)
        with self._engine.connect() as connection:
            found = {str(code): int(count) for code, count in connection.execute(query)}
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

    def retry(self, source: int, codes: Collection[str] = ()) -> int:
        """Have the failed files read again at the next sync, all or those with one of `codes`; how many."""
        chosen = CODE.in_(list(codes)) if codes else sa.true()
        with self._engine.begin() as connection:
            return connection.execute(_wait(source, chosen)).rowcount

    def retry_one(self, source: int, document: str) -> bytes | None:
        """Have one failed file read again at the next sync of its folder, which is the answer, relative to
        the source; None when the document is not among the failed ones."""
        chosen = DOCUMENTS.c.id == document
        with self._engine.begin() as connection:
            folder = connection.scalar(sa.select(DOCUMENTS.c.folder).where(_failed(source, None), chosen))
            connection.execute(_wait(source, chosen))
        return folder


def _wait(source: int, chosen: sa.ColumnElement[bool]) -> sa.Update:
    return sa.update(DOCUMENTS).where(_failed(source, None), chosen).values(state=State.PENDING)


def _failed(source: int, access: Collection[int] | None) -> sa.ColumnElement[bool]:
    failed = sa.and_(DOCUMENTS.c.source == source, DOCUMENTS.c.state == State.FAILED)
    return failed if access is None else sa.and_(failed, one_of(DOCUMENTS.c.access, access))

"""Which embedding model's vectors answer, and which are being made to take their place.

A space is what the files of one model make of texts. It is known by the model's name and the hash of its files, and
its vectors are stored under its key. The first space of a name has that name as its key.
"""

from typing import NamedTuple

import sqlalchemy as sa

from services.search.tables import MODELS, VECTORS
from services.search.upgrading import open_tables

ROWS_AT_ONCE = 2000
COLUMNS = MODELS.c


class Space(NamedTuple):
    key: str
    name: str
    digest: str | None
    """Of the model's files; None until they were seen."""


class Spaces:
    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        open_tables(engine)

    def serving(self, configured: str) -> Space:
        """The space that answers. A store of an earlier version has one for each name; an empty one gets one."""
        found = self._select(COLUMNS.serves)
        return found[0] if found else self._begin(configured)

    def known(self, space: Space, digest: str) -> Space:
        """The same space, now that its files were seen."""
        with self._engine.begin() as connection:
            connection.execute(sa.update(MODELS).where(COLUMNS.key == space.key).values(digest=digest))
        return space._replace(digest=digest)

    def wanted(self, name: str, digest: str) -> Space | None:
        """The space of these files; None when it is the one that answers."""
        found = self._select(COLUMNS.name == name, COLUMNS.digest == digest)
        if found:
            return None if self._serves(found[0]) else found[0]
        taken = {space.key for space in self._select(sa.true())}
        space = Space(name if name not in taken else f"{name[:50]}@{digest[:12]}", name, digest)
        self._add(space, serves=False)
        return space

    def switch(self, space: Space) -> None:
        """Let it answer from now on, and no other."""
        with self._engine.begin() as connection:
            connection.execute(sa.update(MODELS).values(serves=COLUMNS.key == space.key))

    def has_vectors(self, space: Space) -> bool:
        query = sa.select(VECTORS.c.hash).where(VECTORS.c.model == space.key).limit(1)
        with self._engine.connect() as connection:
            return connection.scalar(query) is not None

    def keep_only(self, kept: set[str]) -> None:
        """Delete the spaces with other keys, and their vectors, in short transactions."""
        for space in self._select(COLUMNS.key.not_in(kept)):
            mine = VECTORS.c.model == space.key
            some = VECTORS.c.hash.in_(sa.select(VECTORS.c.hash).where(mine).limit(ROWS_AT_ONCE))
            deleted = 1
            while deleted:
                with self._engine.begin() as connection:
                    deleted = connection.execute(sa.delete(VECTORS).where(mine, some)).rowcount
            with self._engine.begin() as connection:
                connection.execute(sa.delete(MODELS).where(COLUMNS.key == space.key))

    def _begin(self, configured: str) -> Space:
        with self._engine.connect() as connection:
            query = sa.select(VECTORS.c.model).group_by(VECTORS.c.model).order_by(sa.func.count().desc())
            stored = list(connection.scalars(query))
        key = configured if configured in stored or not stored else stored[0]
        for name in {*stored, key}:
            self._add(Space(name, name, None), serves=name == key)
        return Space(key, key, None)

    def _add(self, space: Space, *, serves: bool) -> None:
        with self._engine.begin() as connection:
            connection.execute(sa.insert(MODELS).values(**space._asdict(), serves=serves))

    def _serves(self, space: Space) -> bool:
        return bool(self._select(COLUMNS.serves, COLUMNS.key == space.key))

    def _select(self, *where: sa.ColumnElement[bool]) -> list[Space]:
        query = sa.select(COLUMNS.key, COLUMNS.name, COLUMNS.digest).where(*where)
        with self._engine.connect() as connection:
            return [Space(*row) for row in connection.execute(query)]

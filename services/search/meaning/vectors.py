"""The stored vectors, by what was embedded: equal text is embedded once, whoever holds it."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
import sqlalchemy as sa

from services.search.catalog import State, embedded_text
from services.search.meaning.embedding import Vectors
from services.search.tables import DOCUMENTS, PASSAGES, VECTORS, chunks
from services.search.upgrading import open_tables

STORED = np.dtype("<f4")
UNUSED = ~sa.exists().where(PASSAGES.c.hash == VECTORS.c.hash)
"""Vectors of texts that no passage holds."""


class Missing(NamedTuple):
    """A text without a vector."""

    hash: str
    text: str


class VectorStore:
    def __init__(self, engine: sa.Engine, model: str) -> None:
        self._engine = engine
        self.model = model
        """The key of the model's space."""
        open_tables(engine)

    def of(self, model: str) -> "VectorStore":
        """The same for another model."""
        return VectorStore(self._engine, model)

    def missing(self, source: int | None, limit: int) -> list[Missing]:
        """Texts of a source, or of all, that have no vector of this model yet."""
        query = (
            sa.select(PASSAGES.c.hash, sa.func.min(PASSAGES.c.text), sa.func.min(DOCUMENTS.c.title))
            .join(DOCUMENTS, DOCUMENTS.c.number == PASSAGES.c.document)
            .where(DOCUMENTS.c.state == State.INDEXED, ~self._known())
            .group_by(PASSAGES.c.hash)
            .order_by(sa.func.min(PASSAGES.c.number))
            .limit(limit)
        )
        if source is not None:
            query = query.where(DOCUMENTS.c.source == source)
        with self._engine.connect() as connection:
            return [
                Missing(digest, embedded_text(title, text))
                for digest, text, title in connection.execute(query)
            ]

    def count_missing(self, source: int | None = None) -> int:
        """Texts of a source, or of all, that have no vector of this model yet."""
        return self._count(source, ~self._known())

    def count_texts(self) -> int:
        """All that have a vector or should have one."""
        return self._count(None, sa.true())

    def _count(self, source: int | None, where: sa.ColumnElement[bool]) -> int:
        query = (
            sa.select(sa.func.count(sa.distinct(PASSAGES.c.hash)))
            .join(DOCUMENTS, DOCUMENTS.c.number == PASSAGES.c.document)
            .where(DOCUMENTS.c.state == State.INDEXED, where)
        )
        if source is not None:
            query = query.where(DOCUMENTS.c.source == source)
        with self._engine.connect() as connection:
            return int(connection.scalar(query) or 0)

    def put(self, hashes: Sequence[str], vectors: Vectors) -> None:
        """Store vectors; one that is there already stays."""
        rows = [
            {"model": self.model, "hash": digest, "vector": vector.astype(STORED).tobytes()}
            for digest, vector in zip(hashes, vectors, strict=True)
        ]
        present = sa.select(VECTORS.c.hash).where(VECTORS.c.model == self.model, VECTORS.c.hash.in_(hashes))
        with self._engine.begin() as connection:
            known = set(connection.scalars(present))
            if new := [row for row in rows if row["hash"] not in known]:
                connection.execute(sa.insert(VECTORS), new)

    def holders(self, hashes: Sequence[str]) -> set[int]:
        """The documents that hold these texts."""
        query = sa.select(PASSAGES.c.document).where(PASSAGES.c.hash.in_(hashes)).distinct()
        with self._engine.connect() as connection:
            return set(connection.scalars(query))

    def load(self, documents: Collection[int] | None = None) -> tuple[list[int], Vectors]:
        """(passage numbers, vectors) of `documents`, or of all; shape (n, dimensions)."""
        query = (
            sa.select(PASSAGES.c.number, VECTORS.c.vector)
            .join(VECTORS, VECTORS.c.hash == PASSAGES.c.hash)
            .where(VECTORS.c.model == self.model)
            .order_by(PASSAGES.c.number)
        )
        parts = [None] if documents is None else chunks(documents)
        rows: list[tuple[int, bytes]] = []
        with self._engine.connect() as connection:
            for part in parts:
                chosen = query if part is None else query.where(PASSAGES.c.document.in_(part))
                rows += [(number, vector) for number, vector in connection.execute(chosen)]
        joined = np.frombuffer(b"".join(vector for _, vector in rows), STORED)
        return [number for number, _ in rows], joined.reshape(len(rows), -1 if rows else 0).astype(np.float32)

    def forget_unused(self) -> int:
        """Drop vectors of texts that no passage holds any more."""
        with self._engine.begin() as connection:
            return connection.execute(sa.delete(VECTORS).where(UNUSED)).rowcount

    def _known(self) -> sa.ColumnElement[bool]:
        return sa.exists().where(VECTORS.c.hash == PASSAGES.c.hash, VECTORS.c.model == self.model)

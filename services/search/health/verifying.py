"""Compare the lexical index and the stored vectors with the catalog, which is the truth."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import sqlalchemy as sa

from services.search.meaning.vectors import UNUSED, VectorStore
from services.search.tables import DOCUMENTS, IS_HERE, PASSAGES, STALE, VECTORS, document_of
from services.search.words.entries import mark_of
from services.search.words.indexing import indexed
from services.search.words.lexical import LexicalIndex

ROWS_AT_ONCE = 1000


class Differences(NamedTuple):
    """Numbers of documents, those left out that wait to be indexed anyway."""

    is_readable: bool
    """Whether all files of the lexical index are there; if not, nothing else is known of it."""
    missing: frozenset[int] = frozenset()
    """In the catalog alone."""
    outdated: frozenset[int] = frozenset()
    """Indexed otherwise than they are: passages too few or too many, another text, title, path, source, date, …"""
    extra: frozenset[int] = frozenset()
    """In the index alone."""

    @property
    def documents(self) -> frozenset[int]:
        return self.missing | self.outdated | self.extra


class VectorCounts(NamedTuple):
    stored: int
    lacking: int
    """Texts that have none yet; the next sync embeds them."""
    unused: int
    """Vectors of texts that no passage holds."""
    damaged: int
    """Vectors that are not as long as those of their model."""


class Verifier:
    def __init__(self, engine: sa.Engine, lexical: LexicalIndex, vectors: VectorStore) -> None:
        self._engine = engine
        self._lexical = lexical
        self._vectors = vectors

    def differences(self) -> Differences:
        if not self._lexical.is_whole():
            return Differences(is_readable=False)
        with _moment(self._engine) as connection:
            with self._lexical.still():
                entries = Counter(self._lexical.facts())
                waiting = set(connection.scalars(sa.select(STALE.c.document)))
            wanted = set(_wanted(connection))
        differing = {document_of(fact[0]) for fact in entries.keys() ^ wanted}
        differing |= {document_of(fact[0]) for fact, count in entries.items() if count > 1}
        here = {document_of(fact[0]) for fact in wanted}
        there = {document_of(fact[0]) for fact in entries}
        differing -= waiting
        return Differences(
            is_readable=True,
            missing=frozenset(differing - there),
            outdated=frozenset(differing & here & there),
            extra=frozenset(differing - here),
        )

    def vectors(self) -> VectorCounts:
        count = sa.select(sa.func.count()).select_from(VECTORS)
        with self._engine.connect() as connection:
            return VectorCounts(
                stored=connection.scalar(count) or 0,
                lacking=self._vectors.count_missing(),
                unused=connection.scalar(count.where(UNUSED)) or 0,
                damaged=len(damaged_vectors(connection)),
            )


@contextmanager
def _moment(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection that sees the catalogue as it is at its first question, until the end."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")
        else:
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


def _wanted(connection: sa.Connection) -> Iterator[tuple[int, int]]:
    """(passage, mark) of everything that should be indexed."""
    about = DOCUMENTS.c
    names = ("source", "type", "modified_ns", "title", "path", "author", "access")
    query = (
        sa.select(PASSAGES.c.number, PASSAGES.c.text, *(about[name] for name in names))
        .join(DOCUMENTS, about.number == PASSAGES.c.document)
        .where(IS_HERE)
        .execution_options(yield_per=ROWS_AT_ONCE)
    )
    for row in connection.execute(query):
        yield row.number, mark_of(indexed(row.number, row.text, row))


def damaged_vectors(connection: sa.Connection) -> list[tuple[str, str]]:
    """(model, hash) of the vectors that have another length than most of their model."""
    length = sa.func.length(VECTORS.c.vector)
    lengths: dict[str, tuple[int, int]] = {}
    sizes = sa.select(VECTORS.c.model, length, sa.func.count()).group_by(VECTORS.c.model, length)
    for model, size, count in connection.execute(sizes):
        lengths[model] = max(lengths.get(model, (0, 0)), (count, size))
    query = sa.select(VECTORS.c.model, VECTORS.c.hash)
    return [
        (row[0], row[1])
        for model, (_, size) in lengths.items()
        for row in connection.execute(query.where(VECTORS.c.model == model, length != size))
    ]

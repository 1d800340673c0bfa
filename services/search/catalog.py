"""What is known of each file: the documents, their passages, and which lexical entries are stale.

Every change of a document says in the same transaction that its lexical entry is stale, so that a crash
between the two stores only means that the entry is written again.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

import sqlalchemy as sa

from common.documents import SUPPORTED, Document
from common.errors import UnsupportedFormat
from services.search.likeness import likeness
from services.search.outlines import Outlines, changing
from services.search.passages import Passage
from services.search.tables import (
    CHUNK,
    DOCUMENTS,
    IS_HERE,
    MOST_PASSAGES,
    PASSAGES,
    SOURCES,
    STALE,
    chunks,
    in_utc,
    passage_number,
)
from services.search.upgrading import open_tables
from services.search.working import Work

Row = Any
"""A row with the columns of the query: SQLAlchemy cannot type tables made by hand."""
READER = 2
"""Raised when files of some kind are read better than before: all are then read again."""
FORMATS = len(SUPPORTED)
"""How many suffixes are known: with another number, files of formats that were not known are tried again."""


class State(StrEnum):
    PENDING = "pending"
    INDEXED = "indexed"
    FAILED = "failed"
    MISSING = "missing"
    """Gone from where it was; `services.search.sources.inventory` finds out whether it moved or was deleted."""


class Read(NamedTuple):
    """What was read of a pending document."""

    number: int
    sha256: str
    document: Document
    passages: Sequence[Passage]


class Catalog:
    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self.outlines = Outlines(engine)
        self.work = Work()
        """Steps that must find one and the same catalogue from their beginning to their end."""
        open_tables(engine)
        self._read_outdated_again()

    def known(self, source: int) -> dict[bytes, Row]:
        """The documents of a source by their raw path, missing ones included."""
        query = sa.select(DOCUMENTS).where(DOCUMENTS.c.source == source)
        with self._engine.connect() as connection:
            return {row.raw_path: row for row in connection.execute(query)}

    def pending(self, source: int, limit: int) -> list[Row]:
        query = (
            sa.select(DOCUMENTS)
            .where(DOCUMENTS.c.source == source, DOCUMENTS.c.state == State.PENDING)
            .order_by(DOCUMENTS.c.number)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return list(connection.execute(query))

    def keep(self, number: int, sha256: str, document: Document, passages: Sequence[Passage]) -> None:
        """Store what was read of a pending document, in place of what was there."""
        self.keep_all([Read(number, sha256, document, passages)])

    def keep_all(self, found: Iterable[Read]) -> None:
        """The same for several, in one transaction: for each the disk would have to be waited for."""
        contents = [
            (number, passages, {
                "title": " ".join((document.title or "").split()), "state": State.INDEXED, "sha256": sha256,
                "type": document.format, "notes": list(document.unread), "failure": None,
                "indexed_at": datetime.now(UTC), "author": document.author,
            })
            for number, sha256, document, passages in found
        ]  # fmt: skip
        with self._engine.begin() as connection:
            _store(connection, contents)

    def keep_unchanged(self, number: int) -> None:
        """The file has a new date but the old content."""
        with self._engine.begin() as connection:
            update_document(connection, number, state=State.INDEXED)
            mark_stale(connection, [number])

    def keep_failure(self, number: int, sha256: str | None, failure: dict[str, Any], name: Passage) -> None:
        """The file cannot be read: it is found by its name and date alone."""
        about: dict[str, Any] = {
            "title": "",
            "state": State.FAILED,
            "sha256": sha256,
            "failure": failure,
            "notes": [],
        }
        with self._engine.begin() as connection:
            _store(connection, [(number, [name], about)])

    def note_embedded(self, numbers: Collection[int]) -> None:
        """Meaning finds these from now on, those that it did not find since their text was new."""
        before, renewed = DOCUMENTS.c.embedded_at, DOCUMENTS.c.renewed_at
        change = sa.update(DOCUMENTS).values(embedded_at=datetime.now(UTC))
        is_late = sa.or_(before.is_(None), before < renewed)
        with self._engine.begin() as connection:
            for part in chunks(numbers):
                connection.execute(
                    change.where(DOCUMENTS.c.number.in_(part), is_late), execution_options=changing(part)
                )

    def sign_some(self, limit: int) -> int:
        """Give the next documents that an earlier version read their signatures; returns how many there were."""
        is_read = DOCUMENTS.c.number.in_(sa.select(PASSAGES.c.document))
        query = sa.select(DOCUMENTS.c.number).where(DOCUMENTS.c.likeness.is_(None), is_read).limit(limit)
        with self._engine.connect() as connection:
            numbers = list(connection.scalars(query))
        for number in numbers:
            rows = self.passages_of(number)
            signature = likeness(row.text for row in rows if row.place.get("part") != "name")
            change = sa.update(DOCUMENTS).where(DOCUMENTS.c.number == number, DOCUMENTS.c.likeness.is_(None))
            with self._engine.begin() as connection:
                connection.execute(change.values(likeness=signature))
        return len(numbers)

    def _read_outdated_again(self) -> None:
        """What an earlier version read stays searchable until the next sync has read it anew."""
        state, failure = DOCUMENTS.c.state, DOCUMENTS.c.failure
        is_unknown = sa.and_(state == State.FAILED, failure["code"].as_string() == UnsupportedFormat.code)
        known_then = sa.func.coalesce(failure["formats"].as_integer(), 0)
        outdated = sa.or_(
            sa.and_(state.in_((State.INDEXED, State.FAILED)), DOCUMENTS.c.reader < READER),
            sa.and_(is_unknown, known_then != FORMATS),
        )
        with self._engine.begin() as connection:
            connection.execute(sa.update(DOCUMENTS).where(outdated).values(state=State.PENDING, sha256=None))

    def delete(self, numbers: Collection[int]) -> None:
        with self._engine.begin() as connection:
            delete_documents(connection, numbers)

    def counts(self, source: int, access: Collection[int] | None = None) -> dict[State, int]:
        """Documents by state: all of a source, or those on the given access lists."""
        query = sa.select(DOCUMENTS.c.state, sa.func.count()).where(DOCUMENTS.c.source == source)
        if access is not None:
            query = query.where(one_of(DOCUMENTS.c.access, access))
        query = query.group_by(DOCUMENTS.c.state)
        with self._engine.connect() as connection:
            found = {row[0]: row[1] for row in connection.execute(query)}
        return {state: found.get(state, 0) for state in State}

    def size(self, source: int, access: Collection[int] | None = None) -> int:
        """The bytes of the files of a source, or of those on the given access lists."""
        query = sa.select(sa.func.sum(DOCUMENTS.c.size)).where(DOCUMENTS.c.source == source, IS_HERE)
        if access is not None:
            query = query.where(one_of(DOCUMENTS.c.access, access))
        with self._engine.connect() as connection:
            return int(connection.scalar(query) or 0)

    def find(self, document_id: str) -> Row | None:
        query = (
            sa.select(DOCUMENTS, SOURCES.c.name.label("source_name"), SOURCES.c.path.label("source_path"))
            .join(SOURCES, SOURCES.c.number == DOCUMENTS.c.source)
            .where(DOCUMENTS.c.id == document_id, IS_HERE)
        )
        with self._engine.connect() as connection:
            return connection.execute(query).one_or_none()

    def numbers(self) -> list[int]:
        """Of all documents that are where they were."""
        with self._engine.connect() as connection:
            return list(connection.scalars(sa.select(DOCUMENTS.c.number).where(IS_HERE)))

    def documents(self, numbers: Collection[int]) -> dict[int, Row]:
        """Those of `numbers` that exist, with `source_name` and `source_path`."""
        query = (
            sa.select(DOCUMENTS, SOURCES.c.name.label("source_name"), SOURCES.c.path.label("source_path"))
            .join(SOURCES, SOURCES.c.number == DOCUMENTS.c.source)
            .where(IS_HERE)
        )
        return self._numbered(query, DOCUMENTS.c.number, numbers)

    def passages(self, numbers: Collection[int]) -> dict[int, Row]:
        return self._numbered(sa.select(PASSAGES), PASSAGES.c.number, numbers)

    def _numbered(
        self, query: sa.Select[Any], number: sa.Column[int], wanted: Collection[int]
    ) -> dict[int, Row]:
        """The rows of `query` whose `number` is one of `wanted`, by it."""
        with self._engine.connect() as connection:
            return {
                row.number: row
                for part in chunks(wanted)
                for row in connection.execute(query.where(number.in_(part))).all()
            }

    def passages_of(self, document: int, limit: int | None = None, offset: int = 0) -> list[Row]:
        query = (
            sa.select(PASSAGES)
            .where(PASSAGES.c.document == document)
            .order_by(PASSAGES.c.number)
            .limit(limit)
            .offset(offset)
        )
        with self._engine.connect() as connection:
            return list(connection.execute(query))

    def texts_of(self, documents: Collection[int]) -> Iterator[Row]:
        """(document, number, text) of all their passages, in order of their numbers, a few at a time."""
        columns = PASSAGES.c.document, PASSAGES.c.number, PASSAGES.c.text
        with self._engine.connect() as connection:
            for part in chunks(sorted(documents)):
                query = sa.select(*columns).where(PASSAGES.c.document.in_(part)).order_by(PASSAGES.c.number)
                yield from connection.execution_options(yield_per=CHUNK).execute(query)

    def count_passages(self, document: int) -> int:
        query = sa.select(sa.func.count()).where(PASSAGES.c.document == document)
        with self._engine.connect() as connection:
            return int(connection.scalar(query) or 0)

    def settled_at(self) -> datetime:
        """Up to when all that was read can be found: now, or just before the first that is still to be
        indexed."""
        query = sa.select(sa.func.min(DOCUMENTS.c.renewed_at)).join(
            STALE, STALE.c.document == DOCUMENTS.c.number
        )
        now = datetime.now(UTC)
        with self._engine.connect() as connection:
            first = in_utc(connection.scalar(query.where(DOCUMENTS.c.state != State.MISSING)))
        return now if first is None else min(now, first - timedelta(microseconds=1))

    def stale(self, limit: int) -> list[tuple[int, int]]:
        """(entry, document number) of the oldest stale entries."""
        query = sa.select(STALE.c.number, STALE.c.document).order_by(STALE.c.number).limit(limit)
        with self._engine.connect() as connection:
            return [(number, document) for number, document in connection.execute(query)]

    def freshened(self, entries: Collection[int]) -> None:
        with self._engine.begin() as connection:
            for part in chunks(entries):
                connection.execute(sa.delete(STALE).where(STALE.c.number.in_(part)))

    def mark_all_stale(self) -> None:
        with self._engine.begin() as connection:
            everything = sa.select(DOCUMENTS.c.number)
            connection.execute(sa.insert(STALE).from_select(["document"], everything))


def _store(
    connection: sa.Connection, contents: Sequence[tuple[int, Sequence[Passage], dict[str, Any]]]
) -> None:
    """The passages and the same columns of each document, by its number.

    An empty `title` leaves the one that the document has; a document deleted meanwhile stays so.
    """
    known: dict[int, Row] = {}
    for part in chunks([number for number, *_ in contents]):
        rows = connection.execute(sa.select(DOCUMENTS).where(DOCUMENTS.c.number.in_(part)))
        known |= {row.number: row for row in rows.all()}
    changes, added = list[dict[str, Any]](), list[dict[str, Any]]()
    for number, passages, values in contents:
        if (row := known.get(number)) is not None:
            title = values["title"] or row.title
            signature = likeness(passage.text for passage in passages if passage.place.part != "name")
            renewed_at = datetime.now(UTC) if _is_news(row, signature) else row.renewed_at
            about = {"title": title, "likeness": signature, "renewed_at": renewed_at, "reader": READER}
            changes.append({**values, **about, "of": number})
            added += _passage_rows(number, title, passages)
    if changes:
        change = sa.update(DOCUMENTS).where(DOCUMENTS.c.number == sa.bindparam("of"))
        connection.execute(change, changes, execution_options=changing(known))
    for part in chunks(known):
        connection.execute(sa.delete(PASSAGES).where(PASSAGES.c.document.in_(part)))
    if added:
        connection.execute(sa.insert(PASSAGES), added)
    mark_stale(connection, known)


def delete_documents(connection: sa.Connection, numbers: Collection[int]) -> None:
    mark_stale(connection, numbers)
    for part in chunks(numbers):
        these = sa.delete(DOCUMENTS).where(DOCUMENTS.c.number.in_(part))
        connection.execute(these, execution_options=changing(part))


def mark_stale(connection: sa.Connection, numbers: Collection[int]) -> None:
    if numbers:
        connection.execute(sa.insert(STALE), [{"document": number} for number in numbers])


def one_of(column: sa.ColumnElement[Any], numbers: Collection[int]) -> sa.ColumnElement[bool]:
    """`column IN numbers`, for more of them than a database takes as parameters."""
    return column.in_(sa.bindparam(None, list(numbers), expanding=True, literal_execute=True))


def embedded_text(title: str, text: str) -> str:
    """What the embedding model reads of a passage: a passage often makes sense only with its title."""
    return f"{title}\n{text}"


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _passage_rows(document: int, title: str, passages: Sequence[Passage]) -> list[dict[str, Any]]:
    return [
        {
            "number": passage_number(document, ordinal),
            "document": document,
            "text": passage.text,
            "place": passage.place.model_dump(mode="json", exclude_none=True),
            "hash": text_hash(embedded_text(title, passage.text)),
        }
        for ordinal, passage in enumerate(passages[:MOST_PASSAGES])
    ]


def _is_news(row: Any, signature: int) -> bool:
    """Whether a document says something else than when it was last read."""
    was_read = row.renewed_at is not None or row.indexed_at is not None
    return not was_read or (row.likeness is not None and row.likeness != signature)


def update_document(connection: sa.Connection, number: int, **values: Any) -> None:
    change = sa.update(DOCUMENTS).where(DOCUMENTS.c.number == number).values(**values)
    connection.execute(change, execution_options=changing([number]))

"""The documents of a source as a walk compares and changes them.

A file that is gone is first `missing`: found by nobody from that moment, but still there to be recognised
when it turns up elsewhere. What was not recognised when the walk ends is deleted.
"""

from collections.abc import Collection, Sequence
from pathlib import PurePosixPath
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from services.search.catalog import (
    State,
    delete_documents,
    embedded_text,
    mark_stale,
    text_hash,
    update_document,
)
from services.search.sources.walking import Entry
from services.search.tables import DOCUMENTS, PASSAGES, SOURCES, STALE, chunks
from services.search.upgrading import folder_of, open_tables

Row = Any
PAIRS_AT_ONCE = 500
NOWHERE = b"/"
"""No file's path: what a document has for the moment in which two exchange theirs."""
COLUMNS = (
    "number", "id", "raw_path", "path", "size", "modified_ns", "changed_ns", "inode", "sha256", "title", "state",
    "failure", "access",
)  # fmt: skip


class Inventory:
    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        open_tables(engine)

    def files_in(self, source: int, folder: bytes) -> dict[bytes, Row]:
        """The documents directly in one folder by their raw path, missing ones included."""
        return {row.raw_path: row for row in self._select(source, DOCUMENTS.c.folder == folder)}

    def folders(self, source: int) -> set[bytes]:
        """Every folder that holds documents which are not missing."""
        query = (
            sa.select(DOCUMENTS.c.folder)
            .distinct()
            .where(DOCUMENTS.c.source == source, DOCUMENTS.c.state != State.MISSING)
        )
        with self._engine.connect() as connection:
            return set(connection.scalars(query))

    def numbers_below(self, source: int, folder: bytes) -> list[int]:
        """The documents below a folder at any depth that are not missing yet."""
        columns = DOCUMENTS.c
        query = sa.select(columns.number).where(
            columns.source == source,
            columns.raw_path > folder + b"/",
            columns.raw_path < folder + b"0",
            columns.state != State.MISSING,
        )
        with self._engine.connect() as connection:
            return list(connection.scalars(query))

    def record(
        self,
        source: int,
        *,
        added: Sequence[Entry] = (),
        changed: Sequence[tuple[int, Entry]] = (),
        refreshed: Sequence[tuple[int, Entry]] = (),
        missing: Collection[int] = (),
        stale: Collection[int] = (),
    ) -> None:
        """Record what a walk found, all of it or nothing; nothing of a source that was deleted meanwhile.

        `changed` files will be read; of `refreshed` ones only the metadata is new. The lexical entries of
        `stale` documents are renewed before that.
        """
        with self._engine.begin() as connection:
            if connection.scalar(sa.select(SOURCES.c.number).where(SOURCES.c.number == source)) is None:
                return
            for number, entry in changed:
                update_document(connection, number, **_place(entry), state=State.PENDING)
            for number, entry in refreshed:
                update_document(connection, number, **_place(entry))
            for part in chunks(missing):
                # The hash of a file that waits to be read is that of an older content.
                is_known = DOCUMENTS.c.state != State.PENDING
                digest = sa.case((is_known, DOCUMENTS.c.sha256), else_=None)
                change = sa.update(DOCUMENTS).where(DOCUMENTS.c.number.in_(part))
                connection.execute(change.values(state=State.MISSING, sha256=digest))
            mark_stale(connection, [*missing, *stale, *(number for number, _ in refreshed)])
            if added:
                connection.execute(sa.insert(DOCUMENTS), [{"source": source, **_new(e)} for e in added])

    def missing(self, source: int) -> list[Row]:
        return self._select(source, DOCUMENTS.c.state == State.MISSING)

    def newcomers(self, source: int, sizes: Collection[int]) -> list[Row]:
        """Documents of one of these sizes that were never read."""
        columns = DOCUMENTS.c
        never = sa.and_(columns.state == State.PENDING, columns.sha256.is_(None))
        return [
            row
            for part in chunks(sizes)
            for row in self._select(source, sa.and_(never, columns.size.in_(part)))
        ]

    def recognise(self, pairs: Sequence[tuple[Row, Row]]) -> None:
        """Of each pair the second, a newcomer, is the first, which is missing, under another name: the
        document takes the name, and keeps its number.

        Where the title is the file name the passages follow it; a file that may be of another kind by its
        new name, or that could not be read, is read again.
        """
        for at in range(0, len(pairs), PAIRS_AT_ONCE):
            with self._engine.begin() as connection:
                for old, new in pairs[at : at + PAIRS_AT_ONCE]:
                    connection.execute(sa.delete(DOCUMENTS).where(DOCUMENTS.c.number == new.number))
                    _take_name(connection, old, new)

    def exchange(self, pairs: Sequence[tuple[Row, Row]]) -> None:
        """Of each pair the second, a newcomer, is the first under another name, and what has the name of the
        first now is new: the documents exchange their places. The first is given as it was before."""
        for old, new in pairs:
            with self._engine.begin() as connection:
                now = connection.execute(sa.select(DOCUMENTS).where(DOCUMENTS.c.number == old.number)).one()
                freed = {**_place(_entry(now)), "raw_path": NOWHERE}
                update_document(connection, old.number, **freed)
                fresh = {**_new(_entry(now)), "id": new.id}
                update_document(connection, new.number, **fresh, sha256=None)
                _take_name(connection, old, new)

    def delete_missing(self, source: int) -> list[int]:
        """Delete what no walk recognised; returns the numbers."""
        numbers = [row.number for row in self.missing(source)]
        with self._engine.begin() as connection:
            delete_documents(connection, numbers)
        return numbers

    def read_again(self, source: int, larger_than: int) -> None:
        """Have the files of more than so many bytes read anew, whatever is known of them."""
        columns = DOCUMENTS.c
        these = sa.and_(columns.source == source, columns.size > larger_than, columns.state != State.MISSING)
        with self._engine.begin() as connection:
            connection.execute(sa.update(DOCUMENTS).where(these).values(state=State.PENDING, sha256=None))

    def set_access(self, source: int, access: int) -> None:
        """Put every document of a source on one access list."""
        these = DOCUMENTS.c.source == source
        with self._engine.begin() as connection:
            connection.execute(sa.update(DOCUMENTS).where(these).values(access=access))
            stale = sa.select(DOCUMENTS.c.number).where(these)
            connection.execute(sa.insert(STALE).from_select(["document"], stale))

    def _select(self, source: int, where: sa.ColumnElement[bool]) -> list[Row]:
        columns = [DOCUMENTS.c[name] for name in COLUMNS]
        query = sa.select(*columns).where(DOCUMENTS.c.source == source, where).order_by(DOCUMENTS.c.number)
        with self._engine.connect() as connection:
            return list(connection.execute(query))


def _entry(row: Row) -> Entry:
    return Entry(*(getattr(row, name) for name in Entry._fields))


def _take_name(connection: sa.Connection, old: Row, new: Row) -> None:
    """The document `old` goes where the newcomer `new` was, which is no more there."""
    entry = _entry(new)
    before = PurePosixPath(old.path)
    title = entry.stem if old.title == before.stem else old.title
    is_same_kind = before.suffix.lower() == PurePosixPath(entry.path).suffix.lower()
    is_read = old.sha256 is not None and old.failure is None and is_same_kind
    state: dict[str, Any] = {"state": State.INDEXED} if is_read else {"state": State.PENDING, "sha256": None}
    update_document(connection, old.number, **_place(entry), title=title, **state)
    if title != old.title:
        _retitle(connection, old.number, title)
    mark_stale(connection, [old.number, new.number])


def _retitle(connection: sa.Connection, document: int, title: str) -> None:
    rows = connection.execute(
        sa.select(PASSAGES.c.number, PASSAGES.c.text).where(PASSAGES.c.document == document)
    ).all()
    change = (
        sa.update(PASSAGES).where(PASSAGES.c.number == sa.bindparam("of")).values(hash=sa.bindparam("to"))
    )
    if rows:
        values = [{"of": row.number, "to": text_hash(embedded_text(title, row.text))} for row in rows]
        connection.execute(change, values)


def _place(entry: Entry) -> dict[str, Any]:
    return {"folder": folder_of(entry.raw_path), **entry._asdict()}


def _new(entry: Entry) -> dict[str, Any]:
    about = {"title": entry.stem, "type": entry.type, "notes": [], "state": State.PENDING}
    return {"id": uuid4().hex, **_place(entry), **about}

"""What orders, folds and counts need of a document, which a broad search asks of very many: kept in memory.

Whatever the database is told of documents or sources makes this forget: the documents that the statement names by
`changing`, or else everything. It forgets when the statement's connection goes back to its pool, which is after the
transaction and before its thread goes on.
"""

import threading
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import event

from services.search.tables import DOCUMENTS, IS_HERE, SOURCES, chunks

MOST = 200_000
"""Documents in memory, of about a kilobyte each."""
OPTION = "changed_documents"


class Outline(NamedTuple):
    """The columns of DOCUMENTS of these names, and the name of the source."""

    number: int
    id: str
    source: int
    raw_path: bytes
    path: str
    title: str
    type: str
    modified_ns: int
    access: int
    sha256: str | None
    likeness: int | None
    renewed_at: datetime | None
    embedded_at: datetime | None
    source_name: str


COLUMNS = [
    SOURCES.c.name.label(name) if name == "source_name" else DOCUMENTS.c[name] for name in Outline._fields
]


def changing(numbers: Collection[int]) -> dict[str, Any]:
    """The execution options of a statement that changes no documents but these."""
    return {OPTION: list(numbers)}


class _Changes:
    """Which documents: some, or all there are."""

    def __init__(self) -> None:
        self._some: set[int] = set()
        self._all = False

    def add(self, numbers: Collection[int] | None) -> None:
        """None means all."""
        self._all |= numbers is None
        self._some.update(numbers or ())

    def without(self, found: Mapping[int, Outline]) -> dict[int, Outline]:
        """What of `found` they leave."""
        return {} if self._all else {n: outline for n, outline in found.items() if n not in self._some}

    @property
    def numbers(self) -> set[int] | None:
        return None if self._all else self._some


class Outlines:
    """Safe to share between threads; all that is written must go through `engine`."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._known: dict[int, Outline] = {}
        self._reading: list[_Changes] = []
        """What changed since each read that is under way began."""
        event.listen(engine, "after_execute", self._note)
        event.listen(engine, "checkin", self._settle)

    def of(self, numbers: Collection[int]) -> dict[int, Outline]:
        """Those of `numbers` that are where they were."""
        known = self._known
        found = {number: known[number] for number in numbers if number in known}
        if len(found) < len(numbers):
            found |= self._read([number for number in numbers if number not in found])
        return found

    def forget(self, numbers: Collection[int] | None = None) -> None:
        """None means all."""
        with self._lock:
            for changes in self._reading:
                changes.add(numbers)
            # Replaced, not emptied: a search may be reading it.
            gone = self._known.keys() if numbers is None else numbers
            if len(gone) == len(self._known):
                self._known = {}
            else:
                for number in gone:
                    self._known.pop(number, None)

    def _read(self, numbers: Collection[int]) -> dict[int, Outline]:
        query = sa.select(*COLUMNS).join(SOURCES, SOURCES.c.number == DOCUMENTS.c.source).where(IS_HERE)
        changes = _Changes()
        with self._lock:
            self._reading.append(changes)
        found: dict[int, Outline] = {}
        try:
            with self._engine.connect() as connection:
                for part in chunks(numbers):
                    rows = connection.execute(query.where(DOCUMENTS.c.number.in_(part))).all()
                    found |= {row.number: Outline._make(row) for row in rows}
        finally:
            with self._lock:
                self._reading.remove(changes)
                if len(self._known) + len(found) > MOST:
                    self._known = {}
                self._known.update(changes.without(found))
        return found

    def _note(
        self, connection: sa.Connection, statement: Any, _many: Any, _one: Any, options: Any, _result: Any
    ) -> None:
        if getattr(statement, "is_dml", False) and statement.table in (DOCUMENTS, SOURCES):
            connection.info.setdefault(self, _Changes()).add(options.get(OPTION))

    def _settle(self, _connection: Any, record: Any) -> None:
        if changes := record.info.pop(self, None):
            self.forget(changes.numbers)

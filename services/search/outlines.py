"""What orders, folds and counts need of every document, kept in memory as columns of numbers: a broad search asks
it of very many.

Whatever the database is told of documents is read again before the next search: the documents that the statement
names by `changing`, those that were added, or else everything. It is noted when the statement's connection goes back
to its pool, which is after the transaction and before its thread goes on.
"""

import hashlib
import threading
import time
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa
from sqlalchemy import event

from services.search.tables import DOCUMENTS, IS_HERE, SOURCES, chunks, in_utc

OPTION = "changed_documents"
NAMES = (
    *("number", "source", "type", "modified_ns", "access"),
    *("content", "likeness", "renewed", "embedded", "year", "folder"),
)
OUTLINE = np.dtype([(name, np.int64) for name in NAMES])
"""Of a document: `type` and `folder` are numbers of the table's `types` and `folders`, `content` is of the file's hash
and, as `likeness`, 0 where it is not known; `renewed` and `embedded` are in microseconds since 1970, or NEVER; `year`
is that of the last change by the server's clock."""
NEVER = -(2**63)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
YEARS_BEGIN_AT = 900 * 10**9
"""In all time zones of today a year begins at a full quarter of an hour of UTC, in nanoseconds."""
Rows = npt.NDArray[np.void]
Numbers = npt.NDArray[np.int64]
READ = [
    DOCUMENTS.c[name]
    for name in (
        *("number", "source", "type", "modified_ns", "access"),
        *("sha256", "likeness", "renewed_at", "embedded_at", "path"),
    )
]


def changing(numbers: Collection[int]) -> dict[str, Any]:
    """The execution options of a statement that changes no documents but these."""
    return {OPTION: list(numbers)}


def as_numbers(numbers: Collection[int] | Numbers) -> Numbers:
    return numbers if isinstance(numbers, np.ndarray) else np.fromiter(numbers, np.int64, len(numbers))


class Names:
    """Texts by numbers from 0."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._names: list[str] = []

    def add(self, name: str) -> int:
        """Its number, a new one if it has none yet."""
        number = self._numbers.setdefault(name, len(self._names))
        if number == len(self._names):
            self._names.append(name)
        return number

    def __getitem__(self, number: int) -> str:
        return self._names[number]

    def where(self, holds: Callable[[str], bool]) -> list[int]:
        """The numbers of the texts of which it holds."""
        return [number for number, name in enumerate(self._names) if holds(name)]


class Table(NamedTuple):
    """Never changed, but replaced; the names only grow."""

    rows: Rows
    """Of all documents that are where they were, by their numbers."""
    types: Names
    folders: Names

    def of(self, numbers: Collection[int] | Numbers) -> Rows:
        """Those of `numbers` that are there, in their order."""
        wanted = as_numbers(numbers)
        known = self.rows["number"]
        at = np.searchsorted(known, wanted)
        is_there = at < len(known)
        is_there[is_there] = known[at[is_there]] == wanted[is_there]
        found: Rows = self.rows[at[is_there]]
        return found


class _Changes:
    def __init__(self, *, everything: bool = False) -> None:
        self.some: set[int] = set()
        self.are_added = False
        self.everything = everything

    def note(self, statement: Any, numbers: Collection[int] | None) -> None:
        if statement.table is SOURCES:
            self.everything |= statement.is_delete
        elif statement.is_insert:
            self.are_added = True
        elif numbers is None:
            self.everything = True
        else:
            self.some.update(numbers)

    def join(self, others: "_Changes") -> None:
        self.some |= others.some
        self.are_added |= others.are_added
        self.everything |= others.everything

    def __bool__(self) -> bool:
        return self.everything or self.are_added or bool(self.some)


class Outlines:
    """Safe to share between threads; all that is written must go through `engine`."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._reading = threading.Lock()
        self._noting = threading.Lock()
        self._changes = _Changes(everything=True)
        self._table = Table(np.empty(0, OUTLINE), Names(), Names())
        event.listen(engine, "after_execute", self._note)
        event.listen(engine, "checkin", self._settle)

    def table(self) -> Table:
        """As the database is now."""
        with self._reading:
            with self._noting:
                changes, self._changes = self._changes, _Changes()
            try:
                if changes:
                    self._table = self._read(changes)
            except BaseException:
                self._join(changes)
                raise
            return self._table

    def forget(self) -> None:
        """All of it: others wrote into the database."""
        self._join(_Changes(everything=True))

    def _join(self, changes: _Changes) -> None:
        with self._noting:
            self._changes.join(changes)

    def _read(self, changes: _Changes) -> Table:
        query = sa.select(*READ).where(IS_HERE).order_by(DOCUMENTS.c.number)
        with self._engine.connect() as connection:
            rows, types, folders = self._table
            if changes.everything:  # the names stay: a search under way holds rows with their numbers
                return Table(_rows(connection.execute(query), types, folders), types, folders)
            numbers = set(changes.some)
            if changes.are_added:
                numbers.update(connection.scalars(sa.select(DOCUMENTS.c.number).where(IS_HERE)))
                numbers.difference_update(set(rows["number"].tolist()) - changes.some)
            read = [row for part in chunks(numbers) for row in connection.execute(_of(query, part))]
        return Table(_replaced(rows, as_numbers(numbers), _rows(read, types, folders)), types, folders)

    def _note(
        self, connection: sa.Connection, statement: Any, _many: Any, _one: Any, options: Any, _result: Any
    ) -> None:
        if getattr(statement, "is_dml", False) and statement.table in (DOCUMENTS, SOURCES):
            connection.info.setdefault(self, _Changes()).note(statement, options.get(OPTION))

    def _settle(self, _connection: Any, record: Any) -> None:
        if changes := record.info.pop(self, None):
            self._join(changes)


def _of(query: sa.Select[Any], numbers: Collection[int]) -> sa.Select[Any]:
    return query.where(DOCUMENTS.c.number.in_(numbers))


def _replaced(rows: Rows, numbers: Numbers, found: Rows) -> Rows:
    """`rows` where those of `numbers` are as they were `found`, or gone."""
    at = np.searchsorted(rows["number"], found["number"])
    if len(found) == len(numbers) and np.array_equal(rows["number"][at[at < len(rows)]], found["number"]):
        changed = rows.copy()
        changed[at] = found
        return changed
    joined = np.concatenate([rows[np.isin(rows["number"], numbers, invert=True)], found])
    ordered: Rows = joined[np.argsort(joined["number"])]
    return ordered


def microseconds(moment: datetime | None) -> int:
    """Since 1970, or NEVER."""
    moment = in_utc(moment)
    return NEVER if moment is None else (moment - EPOCH) // timedelta(microseconds=1)


def _rows(found: Iterable[Any], types: Names, folders: Names) -> Rows:
    return np.array(
        [
            (
                number, source, types.add(kind), modified_ns, access, _short(sha256),
                likeness or 0, microseconds(renewed_at), microseconds(embedded_at),
                _year(modified_ns // YEARS_BEGIN_AT), folders.add(path.rpartition("/")[0]),
            )
            for number, source, kind, modified_ns, access, sha256, likeness, renewed_at, embedded_at, path in found
        ],
        OUTLINE,
    )  # fmt: skip


def _short(digest: str | None) -> int:
    """63 bits of a hash, never 0; 0 for none."""
    if digest is None:
        return 0
    return int.from_bytes(hashlib.blake2b(digest.encode(), digest_size=8).digest(), "big") >> 1 | 1


@lru_cache(100_000)
def _year(quarter_hour: int) -> int:
    return time.localtime(quarter_hour * YEARS_BEGIN_AT // 10**9).tm_year

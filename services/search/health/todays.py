"""What a restored catalogue takes over from today's, in SQL on the copy that is about to be put in place.

A snapshot may be of a time when more people could see more. So sources that are there today keep their readers and
options, and the table of identities stays; a source that is not there today comes back for administrators alone.
Saved searches are people's own and stay too. Only where there is no source at all today, as on a new machine,
everything is as in the snapshot.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from services.search.tables import DOCUMENTS, IDENTITIES, SAVED_SEARCHES, SOURCES, STALE

COLUMNS_OF_SOURCE = "readers, options, mount, sync_job"
SAME_SOURCE = f"now.name = {SOURCES.name}.name AND now.path = {SOURCES.name}.path"
KEPT = (IDENTITIES.name, SAVED_SEARCHES.name)


class Difference(NamedTuple):
    """A source whose readers are not those of the snapshot."""

    name: str
    readers: list[str]
    in_snapshot: list[str]


@contextmanager
def _beside(copy: sqlite3.Connection, today: Path) -> Iterator[None]:
    copy.execute("ATTACH ? AS today", [str(today)])
    try:
        yield
    finally:
        copy.execute("DETACH today")


def readers_changed(copy: sqlite3.Connection, today: Path) -> list[Difference]:
    """Those that `keep_todays` will change."""
    with _beside(copy, today):
        if not _is_in_use(copy):
            return []
        query = (
            f"SELECT name, coalesce((SELECT readers FROM today.{SOURCES.name} now WHERE {SAME_SOURCE}), '[]'),"  # noqa: S608
            f" readers FROM main.{SOURCES.name} ORDER BY name"
        )
        rows = [(name, json.loads(now), json.loads(then)) for name, now, then in copy.execute(query)]
    return [Difference(*row) for row in rows if sorted(row[1]) != sorted(row[2])]


def keep_todays(copy: sqlite3.Connection, today: Path) -> tuple[int, int]:
    """Change the copy so that it can take the place of `today`: every document of both has a stale entry, and
    no number will be given that was given.

    Returns (the last stale entry before, the last one now).
    """
    with _beside(copy, today):
        copy.execute("BEGIN IMMEDIATE")
        # Never tried: each is looked through at once.
        copy.execute(f"UPDATE main.{SOURCES.name} SET sync_job = NULL, tried_at = NULL")  # noqa: S608
        if _is_in_use(copy):
            _keep_permissions(copy)
            for table in KEPT:
                _keep_table(copy, table)
        _raise_numbers(copy)
        span = _mark_all_stale(copy)
        copy.execute("COMMIT")
    return span


def _is_in_use(copy: sqlite3.Connection) -> bool:
    return bool(copy.execute(f"SELECT count(*) FROM today.{SOURCES.name}").fetchone()[0])  # noqa: S608


def _keep_permissions(copy: sqlite3.Connection) -> None:
    table = SOURCES.name
    same = f"FROM today.{table} now WHERE {SAME_SOURCE}"
    copy.execute(f"UPDATE main.{table} SET readers = '[]' WHERE NOT EXISTS (SELECT 1 {same})")  # noqa: S608
    copy.execute(
        f"UPDATE main.{table} SET ({COLUMNS_OF_SOURCE}) = (SELECT {COLUMNS_OF_SOURCE} {same})"  # noqa: S608
        f" WHERE EXISTS (SELECT 1 {same})"
    )


def _keep_table(copy: sqlite3.Connection, table: str) -> None:
    names = ", ".join(row[1] for row in copy.execute(f"PRAGMA main.table_info({table})"))
    copy.execute(f"DELETE FROM main.{table}")  # noqa: S608
    copy.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM today.{table}")  # noqa: S608


def _raise_numbers(copy: sqlite3.Connection) -> None:
    last = dict(copy.execute("SELECT name, seq FROM main.sqlite_sequence"))
    for name, seq in copy.execute("SELECT name, seq FROM today.sqlite_sequence").fetchall():
        if name not in last:
            copy.execute("INSERT INTO main.sqlite_sequence (name, seq) VALUES (?, ?)", [name, seq])
        elif seq > last[name]:
            copy.execute("UPDATE main.sqlite_sequence SET seq = ? WHERE name = ?", [seq, name])


def _mark_all_stale(copy: sqlite3.Connection) -> tuple[int, int]:
    def last() -> int:
        query = "SELECT coalesce(max(seq), 0) FROM main.sqlite_sequence WHERE name = ?"
        return int(copy.execute(query, [STALE.name]).fetchone()[0])

    first = last()
    copy.execute(
        f"INSERT INTO main.{STALE.name} (document) SELECT number FROM main.{DOCUMENTS.name}"  # noqa: S608
        f" UNION SELECT number FROM today.{DOCUMENTS.name}"
    )
    return first, last()

"""One way to open a database: SQLite on a local disk, or PostgreSQL by its URL."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event


def sqlite_url(file: Path) -> str:
    file.parent.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{file.resolve()}"


def open_engine(url: str) -> sa.Engine:
    """An engine for `url`. SQLite gets a write-ahead log, full fsync and immediate transactions.

    What is deleted from SQLite is overwritten with zeros.
    """
    engine = sa.create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if url.startswith("sqlite"):
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = "IMMEDIATE"
    for pragma in (
        "journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000", "foreign_keys=ON", "secure_delete=ON",
    ):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}")


def forget_deleted(engine: sa.Engine) -> None:
    """Empty SQLite's write-ahead log, where deleted rows stay readable; left for later while it is busy."""
    if engine.dialect.name == "sqlite" and engine.url.database:
        with suppress(sqlite3.OperationalError), closing(_plain(engine.url.database)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _plain(file: str) -> sqlite3.Connection:
    return sqlite3.connect(file, timeout=1)

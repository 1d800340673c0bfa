"""Copies of files and of SQLite databases that are whole, on the disk, and no different from what was copied."""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa

from common.errors import Conflict, Unavailable
from common.files import SPARE_BYTES
from common.jobs import JobContext

CHUNK_BYTES = 1 << 20
PAGES_AT_ONCE = 1024
MIB = 1024**2
ELSEWHERE = (
    "検索のデータベースを別のサーバー（jobs.database）に置いているため、ここでは控えを扱えません。"
    "そのデータベースの方法（PostgreSQL なら pg_dump）で控えを取ってください。索引はそこから作り直せます。"
)
Check = Callable[[], None]
Tell = Callable[[int], None]
"""Hears of bytes that are done."""


def teller(context: JobContext, title: str) -> Callable[[int, int], None]:
    """Tells the watchers of a job how many bytes of how many are done."""

    def tell(done: int, total: int) -> None:
        message = f"{title}をしています（{done / MIB:,.0f}/{total / MIB:,.0f} MiB）"
        context.progress(done / max(total, 1), message)

    return tell


def own_database(engine: sa.Engine, folder: Path) -> Path:
    """The database of the service in a file of its own; Conflict when it lies elsewhere."""
    file = engine.url.database
    if engine.dialect.name != "sqlite" or not file or Path(file).parent != folder.resolve():
        raise Conflict(ELSEWHERE)
    return Path(file)


def require_space(folder: Path, wanted: int) -> None:
    """Unavailable when less than `wanted` bytes, and something to spare, are free."""
    free = shutil.disk_usage(folder).free
    if free < wanted + SPARE_BYTES:
        raise Unavailable(
            f"サーバーのディスクの空きが足りません（必要 {(wanted + SPARE_BYTES) / MIB:,.0f} MiB、"
            f"空き {free / MIB:,.0f} MiB）。古い控えを削除するか、ディスクを空けてください。"
        )


def copy_file(source: Path, target: Path, check: Check, tell: Tell) -> str:
    """Copy, fsync, and return the SHA-256 of what was copied, in hex."""
    digest = hashlib.sha256()
    with source.open("rb") as read, target.open("wb") as written:
        while block := read.read(CHUNK_BYTES):
            check()
            digest.update(block)
            written.write(block)
            tell(len(block))
        written.flush()
        os.fsync(written.fileno())
    return digest.hexdigest()


def hash_file(file: Path, check: Check, tell: Tell) -> str:
    """Its SHA-256 in hex, and its content is on the disk."""
    digest = hashlib.sha256()
    with file.open("rb") as read:
        os.fsync(read.fileno())
        while block := read.read(CHUNK_BYTES):
            check()
            digest.update(block)
            tell(len(block))
    return digest.hexdigest()


@contextmanager
def moment_of(database: Path) -> Iterator[sqlite3.Connection]:
    """The database as it is now, for as long as the block lasts, whoever writes meanwhile."""
    with closing(sqlite3.connect(database, timeout=60, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield connection


def copy_database(source: sqlite3.Connection, target: Path, check: Check, tell: Tell) -> None:
    """Put what `source` sees into `target`: a new file, or a database in use, which changes in one transaction.

    While a database in use takes it in, others read what was there before, and wait to write.
    """
    size = int(source.execute("PRAGMA page_size").fetchone()[0])
    left = int(source.execute("PRAGMA page_count").fetchone()[0])

    def follow(_status: int, remaining: int, _total: int) -> None:
        nonlocal left
        if remaining:
            # With the last page it is done, and no more to be given up.
            check()
        tell(max(left - remaining, 0) * size)
        left = remaining

    with closing(sqlite3.connect(target, timeout=60, isolation_level=None)) as written:
        written.execute("PRAGMA synchronous=FULL")
        source.backup(written, pages=PAGES_AT_ONCE, progress=follow)

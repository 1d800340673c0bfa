"""Make a snapshot while searches and syncs go on.

For a moment nobody writes the lexical index: its files, which no commit changes, get second names, and a transaction
keeps the catalogue as it is then. The copying itself disturbs nobody.
"""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from common.errors import Conflict
from common.jobs import JobContext
from services.search.health.copying import (
    Check,
    Tell,
    copy_database,
    copy_file,
    hash_file,
    moment_of,
    own_database,
    require_space,
    teller,
)
from services.search.health.snapshots import DATABASE, FORMAT, LEXICAL, CopiedFile, Manifest, SnapshotStore
from services.search.tables import DOCUMENTS, PASSAGES, SOURCES, VECTORS
from services.search.words.indexing import Indexer
from services.search.words.lexical import LexicalIndex

NOT_WHOLE = "索引のファイルが欠けています。索引の修復（repair）をしてから、もう一度お試しください。"
DAMAGED = "検索のデータベースが壊れています。正常だったときの控えから戻してください。"


KIND = "snapshot"
TITLE = "検索の索引の控えの作成"


class SnapshotTaker:
    def __init__(
        self, engine: sa.Engine, lexical: LexicalIndex, indexer: Indexer, store: SnapshotStore
    ) -> None:
        self._engine = engine
        self._lexical = lexical
        self._indexer = indexer
        self._store = store

    def run(self, context: JobContext, _params: dict[str, Any]) -> dict[str, Any]:
        """The job. Killed, it begins again, and what was half made goes at the next start."""
        return self.take(context.check, teller(context, TITLE))

    def take(
        self, check: Check = lambda: None, tell: Callable[[int, int], None] = lambda *_: None
    ) -> dict[str, Any]:
        """Returns the name, the bytes, and which old snapshots went. Unavailable when the disk is too full."""
        database = own_database(self._engine, self._store.folder.parent)
        if not self._lexical.is_whole():
            raise Conflict(NOT_WHOLE)
        size = database.stat().st_size + self._lexical.size()
        require_space(self._store.folder.parent, size)
        part, done = self._store.begin(), 0

        def add(count: int) -> None:
            nonlocal done
            done += count
            # The database is read twice: once to copy it, once to hash the copy.
            tell(done, size + database.stat().st_size)

        try:
            manifest = self._fill(part, database, check, add)
            removed = self._store.finish(part, manifest)
        except sqlite3.DatabaseError as fault:
            shutil.rmtree(part, ignore_errors=True)
            raise Conflict(DAMAGED) from fault
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        return {"name": manifest.name, "bytes": manifest.bytes, "removed": removed}

    def _fill(self, part: Path, database: Path, check: Check, tell: Tell) -> Manifest:
        links = part / "links"
        with ExitStack() as held:
            with self._indexer.still():
                self._lexical.link_into(links)
                moment = held.enter_context(moment_of(database))
                made_at = datetime.now(UTC)
            copy_database(moment, part / DATABASE, check, tell)
        facts = _facts(part / DATABASE)
        (part / LEXICAL).mkdir()
        files = [_entry(part, DATABASE, hash_file(part / DATABASE, check, tell))]
        for file in sorted(links.iterdir()):
            path = f"{LEXICAL}/{file.name}"
            files.append(_entry(part, path, copy_file(file, part / path, check, tell)))
        shutil.rmtree(links)
        return Manifest(
            format=FORMAT,
            name=part.name.removesuffix(".part"),
            made_at=made_at,
            lexical=self._lexical.format,
            files=files,
            **facts,
        )


def _entry(part: Path, path: str, sha256: str) -> CopiedFile:
    return CopiedFile(path=path, size=(part / path).stat().st_size, sha256=sha256)


def _facts(database: Path) -> dict[str, Any]:
    """What the copy holds, which is found to be sound."""
    with closing(sqlite3.connect(f"file:{database}?immutable=1", uri=True)) as connection:
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise Conflict(DAMAGED)
        names = [row[0] for row in connection.execute(f"SELECT name FROM {SOURCES.name} ORDER BY name")]  # noqa: S608
        counts = {
            key: connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]  # noqa: S608
            for key, table in (("documents", DOCUMENTS), ("passages", PASSAGES), ("vectors", VECTORS))
        }
    return {"sources": names, **counts}

"""Put a snapshot in the place of the catalogue and the lexical index, which serve until the moment it is done.

All files are copied beside and checked before anything is replaced. The catalogue is exchanged in one transaction of
SQLite and says that every lexical entry is stale, the lexical index follows by a rename, and then nothing is stale
any more: a kill leaves the old index, or the new catalogue with entries that are written anew.

Who may see what, and what people saved, stay as they are today; numbers are never given twice, so that one that is
in somebody's hands means the same or nothing.
"""

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from common.database import forget_deleted, open_engine, sqlite_url
from common.errors import BrokenFile
from common.jobs import JobContext
from services.search.health.copying import (
    Check,
    Tell,
    copy_database,
    copy_file,
    own_database,
    require_space,
    teller,
)
from services.search.health.snapshots import DATABASE, CopiedFile, Manifest, SnapshotStore
from services.search.health.todays import Difference, keep_todays, readers_changed
from services.search.tables import STALE
from services.search.upgrading import open_tables
from services.search.words.indexing import Indexer
from services.search.words.lexical import LexicalIndex

KIND = "restore"
TITLE = "検索の索引を控えから戻す処理"
STAGING = "restoring"
COPIES_OF_DATABASE = 3
"""What the disk holds for a moment: the copy, what today's catalogue adds to it, and SQLite's log."""
DAMAGED = (
    "この控えは壊れています（{path} の内容が、作ったときと違います）。いまの索引はそのままです。"
    "別の控えを選び、この控えは削除してください。"
)


class Stale(NamedTuple):
    """Numbers of stale entries above `first`, up to `last`."""

    first: int
    last: int


class Restorer:
    """`forget` are those who keep something of the database in memory."""

    def __init__(
        self,
        engine: sa.Engine,
        lexical: LexicalIndex,
        indexer: Indexer,
        store: SnapshotStore,
        forget: Sequence[Callable[[], None]],
    ) -> None:
        self._engine = engine
        self._lexical = lexical
        self._indexer = indexer
        self._store = store
        self._forget = forget
        self._staging = store.folder.parent / STAGING
        shutil.rmtree(self._staging, ignore_errors=True)

    def run(self, context: JobContext, params: dict[str, Any]) -> dict[str, Any]:
        """The job. Killed, it begins again."""
        return self.restore(str(params["name"]), context.check, teller(context, TITLE))

    def restore(
        self, name: str, check: Check = lambda: None, tell: Callable[[int, int], None] = lambda *_: None
    ) -> dict[str, Any]:
        """What came back, and the sources whose readers are others than in the snapshot.

        Nothing is changed where this raises: NotFound, Conflict or BrokenFile for what is no good snapshot,
        Unavailable when the disk is too full.
        """
        manifest = self._store.manifest(name)
        database = own_database(self._engine, self._store.folder.parent)
        require_space(database.parent, manifest.bytes + COPIES_OF_DATABASE * manifest.database.size)
        total, done = manifest.bytes + manifest.database.size, 0

        def add(count: int) -> None:
            nonlocal done
            done += count
            tell(min(done, total), total)

        shutil.rmtree(self._staging, ignore_errors=True)
        self._staging.mkdir()
        try:
            differences = self._exchange(manifest, database, check, add)
        finally:
            shutil.rmtree(self._staging)
        counts = manifest.model_dump(include={"documents", "passages", "vectors"})
        return {"name": name, **counts, "readers_changed": [change._asdict() for change in differences]}

    def _exchange(self, manifest: Manifest, database: Path, check: Check, tell: Tell) -> list[Difference]:
        staged = self._staging / DATABASE
        self._bring(manifest, manifest.database, staged, check, tell)
        _bring_up_to_date(staged)
        differences: list[Difference] = []
        stale = Stale(0, 0)

        def turn() -> None:
            nonlocal stale
            with closing(sqlite3.connect(staged, isolation_level=None)) as copy:
                differences.extend(readers_changed(copy, database))
                stale = Stale(*keep_todays(copy, database))
                copy_database(copy, database, check, tell)
            for forget in self._forget:
                forget()

        fill = partial(self._fill, manifest, check=check, tell=tell)
        if not self._indexer.exchange(fill, turn, check):
            self._indexer.rebuild()
        with self._engine.begin() as connection:
            number = STALE.c.number
            connection.execute(sa.delete(STALE).where(number > stale.first, number <= stale.last))
        forget_deleted(self._engine)
        return differences

    def _fill(self, manifest: Manifest, folder: Path, check: Check, tell: Tell) -> None:
        for file in manifest.files:
            if file.path != DATABASE:
                target = folder / Path(file.path).name
                self._bring(manifest, file, target, check, tell)
        if manifest.lexical != self._lexical.format:
            shutil.rmtree(folder)
            folder.mkdir()

    def _bring(self, manifest: Manifest, file: CopiedFile, target: Path, check: Check, tell: Tell) -> None:
        try:
            digest = copy_file(self._store.folder / manifest.name / file.path, target, check, tell)
        except FileNotFoundError:
            raise BrokenFile(DAMAGED.format(path=file.path)) from None
        if digest != file.sha256:
            raise BrokenFile(DAMAGED.format(path=file.path))


def _bring_up_to_date(database: Path) -> None:
    engine = open_engine(sqlite_url(database))
    try:
        open_tables(engine)
    finally:
        engine.dispose()

"""Verify, repair, rebuild and compact the indexes: the jobs of an administrator."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from common.jobs import JobContext
from services.search.catalog import mark_stale
from services.search.health.verifying import Differences, Verifier, damaged_vectors
from services.search.meaning.semantic import SemanticIndex
from services.search.meaning.vectors import VectorStore
from services.search.tables import VECTORS
from services.search.words.indexing import Indexer

KIND = "index"
Check = Callable[[], None]


class Action(StrEnum):
    VERIFY = "verify"
    REPAIR = "repair"
    REBUILD = "rebuild"
    COMPACT = "compact"


TITLES = {
    Action.VERIFY: "検索の索引の検査",
    Action.REPAIR: "検索の索引の修復",
    Action.REBUILD: "検索の索引の作り直し",
    Action.COMPACT: "検索の索引の整理",
}


class Caretaker:
    def __init__(
        self,
        engine: sa.Engine,
        verifier: Verifier,
        indexer: Indexer,
        vectors: VectorStore,
        semantic: SemanticIndex,
        folder: Path,
    ) -> None:
        self._engine = engine
        self._verifier = verifier
        self._indexer = indexer
        self._vectors = vectors
        self._semantic = semantic
        self._folder = folder

    def run(self, context: JobContext, params: dict[str, Any]) -> dict[str, Any]:
        """The job. Done again from its beginning when it was killed, which does no harm."""
        action = Action(params["action"])
        context.progress(0.0, f"{TITLES[action]}をしています")

        def tell(done: int, total: int) -> None:
            context.progress(done / max(total, 1), f"{TITLES[action]}をしています（{done}/{total}文書）")

        match action:
            case Action.VERIFY:
                return self.verify()
            case Action.REPAIR:
                return self.repair(context.check, tell)
            case Action.REBUILD:
                return {"documents": self._indexer.rebuild(context.check, tell)}
            case Action.COMPACT:
                return self.compact(context.check, tell)

    def verify(self) -> dict[str, Any]:
        """How many documents and vectors are not as the catalog has them."""
        return _counted(self._verifier.differences()) | {"vectors": self._verifier.vectors()._asdict()}

    def repair(
        self, check: Check = lambda: None, tell: Callable[[int, int], None] = lambda *_: None
    ) -> dict[str, Any]:
        """Mend what `verify` tells, and only that; the answer is what it was."""
        differences = self._verifier.differences()
        if differences.is_readable:
            with self._engine.begin() as connection:
                mark_stale(connection, differences.documents)
            self._indexer.catch_up(check)
        else:
            self._indexer.rebuild(check, tell)
        before = self._verifier.vectors()
        self._drop_damaged_vectors()
        self._vectors.forget_unused()
        return _counted(differences) | {"vectors": before._asdict()}

    def compact(
        self, check: Check = lambda: None, tell: Callable[[int, int], None] = lambda *_: None
    ) -> dict[str, Any]:
        """Free the space of what was deleted: in the vectors, the lexical index and the database."""
        before = self.disk_use()
        self._vectors.forget_unused()
        self._indexer.rebuild(check, tell)
        file = self._engine.url.database
        if self._engine.dialect.name == "sqlite" and file:
            with closing(sqlite3.connect(file, timeout=60, isolation_level=None)) as connection:
                connection.execute("VACUUM")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return {"before": before, "after": self.disk_use()}

    def disk_use(self) -> dict[str, int]:
        """Bytes: of the database in a file, of the lexical index, of the snapshots, and what is free on that disk."""
        return {
            "database": sum(_size(file) for file in self._folder.glob("search.sqlite*")),
            "lexical": sum(_size(file) for file in self._folder.glob("lexical*/*")),
            "snapshots": sum(_size(file) for file in self._folder.glob("snapshots/**/*") if file.is_file()),
            "free": shutil.disk_usage(self._folder).free,
        }

    def _drop_damaged_vectors(self) -> None:
        with self._engine.begin() as connection:
            damaged = damaged_vectors(connection)
            for model, digest in damaged:
                connection.execute(
                    sa.delete(VECTORS).where(VECTORS.c.model == model, VECTORS.c.hash == digest)
                )
        for _, digest in damaged:
            self._semantic.mark(self._vectors.holders([digest]))


def _counted(differences: Differences) -> dict[str, Any]:
    return {
        "readable": differences.is_readable,
        "missing": len(differences.missing),
        "outdated": len(differences.outdated),
        "extra": len(differences.extra),
    }


def _size(file: Path) -> int:
    """In bytes; a file that a writer has just taken away has none."""
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0

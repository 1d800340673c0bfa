"""The sync job: find what changed, read it, index it by words, then by meaning.

Every step leaves the catalog and the indexes consistent and does the same work again without harm, so a
job that is killed goes on from its last finished step.
"""

import logging
from collections.abc import Callable
from typing import Any

from common.errors import Unavailable
from common.jobs import JobContext
from services.search.catalog import Catalog, State
from services.search.embedding import Embedder
from services.search.indexing import Indexer
from services.search.reading import FileReader
from services.search.scanning import compare, look
from services.search.semantic import SemanticIndex
from services.search.sources import Sources
from services.search.vectors import VectorStore

log = logging.getLogger(__name__)
KIND = "sync"
FILES_AT_ONCE = 16
TEXTS_AT_ONCE = 32
MOST_LISTED = 100
READING_SHARE = 0.5
Check = Callable[[], None]


class Synchronizer:
    def __init__(
        self,
        sources: Sources,
        catalog: Catalog,
        reader: FileReader,
        indexer: Indexer,
        vectors: VectorStore,
        embedder: Embedder,
        semantic: SemanticIndex,
    ) -> None:
        self._sources = sources
        self._catalog = catalog
        self._reader = reader
        self._indexer = indexer
        self._vectors = vectors
        self._embedder = embedder
        self._semantic = semantic

    def run(self, context: JobContext, params: dict[str, Any]) -> dict[str, Any]:
        """The job. `params` is {"source": number}; the result counts files by what became of them."""
        number = int(params["source"])
        context.progress(0.0, "変更されたファイルを探しています")
        counts = context.step("scan", self.scan, number, context.check)
        self._read_all(context, number, counts["pending"])
        embedded, notes = self._embed_all(context, number)
        ending = context.step("finish", self._finish, number)
        return {**ending, **counts, "embedded": embedded, "notes": notes}

    def scan(self, number: int, check: Check) -> dict[str, int]:
        """Compare the folder with the catalog and record the differences; deleted files vanish at once."""
        source = self._sources.numbered(number)
        known = self._catalog.known(number)
        found = look(source.path, known, check)
        changes = compare(source.path, found, known, check)
        self._catalog.apply_scan(
            number,
            added=changes.added,
            changed=changes.changed,
            moved=changes.moved,
            deleted=changes.deleted,
        )
        self._semantic.mark(changes.deleted)
        self._indexer.catch_up(check)
        return {
            "found": len(found.entries),
            "added": len(changes.added),
            "changed": len(changes.changed),
            "moved": len(changes.moved),
            "deleted": len(changes.deleted),
            "unchanged": changes.unchanged,
            "skipped": found.skipped.total(),
            "unreadable_folders": len(found.unreadable),
            "pending": self._catalog.counts(number)[State.PENDING],
        }

    def read_some(self, number: int, check: Check) -> int:
        """Read and index the next files; returns how many are left."""
        source = self._sources.numbered(number)
        documents = self._reader.read_next(number, source.path, FILES_AT_ONCE, check)
        self._semantic.mark(documents)
        self._indexer.catch_up(check)
        return self._catalog.counts(number)[State.PENDING]

    def embed_some(self, number: int, check: Check) -> int:
        """Embed the next texts; returns how many are left."""
        self._sources.numbered(number)
        missing = self._vectors.missing(number, TEXTS_AT_ONCE)
        if missing:
            hashes = [text.hash for text in missing]
            self._vectors.put(hashes, self._embedder.passages([text.text for text in missing], check))
            self._semantic.mark(self._vectors.holders(hashes))
        return self._vectors.count_missing(number)

    def _read_all(self, context: JobContext, number: int, total: int) -> None:
        left, step = total, 0
        while left:
            context.progress(READING_SHARE * (total - left) / total, _files(total - left, total))
            step += 1
            left = context.step(f"read-{step}", self.read_some, number, context.check)
        context.progress(READING_SHARE, _files(total, total))

    def _embed_all(self, context: JobContext, number: int) -> tuple[int, list[str]]:
        """How many texts were embedded, and notes for people; a missing model only means no embedding."""
        total = left = context.step("count", self._vectors.count_missing, number)
        step = 0
        try:
            while left:
                done = (total - left) / total
                context.progress(
                    READING_SHARE + (1 - READING_SHARE) * done,
                    f"意味検索の準備をしています（{total - left}/{total}か所）。ことばの検索はもう使えます",
                )
                step += 1
                left = context.step(f"embed-{step}", self.embed_some, number, context.check)
        except Unavailable as problem:
            return total - left, [f"意味検索の準備はできませんでした。{problem.detail}"]
        return total, []

    def _finish(self, number: int) -> dict[str, Any]:
        source = self._sources.numbered(number)
        self._vectors.forget_unused()
        self._sources.note_synced(number)
        counts = self._catalog.counts(number)
        failures = [{"path": row.path, **row.failure} for row in self._catalog.failures(number, MOST_LISTED)]
        return {
            "links": {"self": f"/v1/search/sources/{source.name}"},
            "indexed": counts[State.INDEXED],
            "failed": counts[State.FAILED],
            "failures": failures,
        }


def _files(done: int, total: int) -> str:
    return f"ファイルを読み取っています（{done}/{total}件）"

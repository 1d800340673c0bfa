"""The sync job: find what changed, read it, index it by words, then by meaning.

Every step leaves the catalog and the indexes consistent and does the same work again without harm, so a
job that is killed goes on from its last finished step.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from common import sandbox
from common.errors import Unavailable
from common.jobs import JobContext
from services.search.catalog import Catalog, State
from services.search.meaning.embedding import Embedder
from services.search.meaning.semantic import SemanticIndex
from services.search.meaning.vectors import VectorStore
from services.search.sources.failures import Failures
from services.search.sources.mounting import Unreachable, mount_of
from services.search.sources.pacing import Pace, rate_of
from services.search.sources.reading import FileReader, Reading
from services.search.sources.records import Source, Sources
from services.search.sources.surveying import Surveyor, most_bytes
from services.search.words.indexing import Indexer

KIND = "sync"
FILES_AT_ONCE = 512
TEXTS_AT_ONCE = 32
WORTH_PREPARING = 50
"""Files; for these the processes that read and index are started at once, while there is nothing for them to do."""
MOST_LISTED = 100
SIGNED_AT_ONCE = 500
READING_SHARE = 0.5
PAUSED = "検索対象は一時停止中です。再開すると続きから読み取ります。"
Check = Callable[[], None]
T = TypeVar("T")


class Synchronizer:
    def __init__(
        self,
        sources: Sources,
        surveyor: Surveyor,
        catalog: Catalog,
        failures: Failures,
        reader: FileReader,
        indexer: Indexer,
        vectors: VectorStore,
        embedder: Embedder,
        semantic: SemanticIndex,
        max_bytes: int,
    ) -> None:
        self._sources = sources
        self._surveyor = surveyor
        self._catalog = catalog
        self._failures = failures
        self._reader = reader
        self._indexer = indexer
        self._vectors = vectors
        self._embedder = embedder
        self._semantic = semantic
        self._max_bytes = max_bytes
        self._paces: dict[int, Pace] = {}

    def run(self, context: JobContext, params: dict[str, Any]) -> dict[str, Any]:
        """The job; the result counts files by what became of them.

        `params` is {"source": number}, and "folders" when only these, in hex, are to be looked at.
        """
        number = int(params["source"])
        folders = [bytes.fromhex(name) for name in params["folders"]] if "folders" in params else None
        context.progress(0.0, "変更されたファイルを探しています")
        counts = self._step(context, "scan", self.scan, number, context.check, folders)
        self._read_all(context, number, counts["pending"])
        embedded, notes = self._embed_all(context, number)
        ending = self._step(context, "finish", self._finish, number)
        if self._sources.numbered(number).options.paused:
            notes = [PAUSED, *notes]
        return {**ending, **counts, "embedded": embedded, "notes": notes}

    def scan(self, number: int, check: Check, folders: list[bytes] | None = None) -> dict[str, int]:
        """Compare the folder with the catalog and record the differences; deleted files vanish at once."""
        counts = self._surveyor.survey(number, folders, check)
        report = self._sources.numbered(number).report
        began = {"started_at": datetime.now(UTC).isoformat(), "files": 0, "bytes": 0, "seconds": 0.0}
        self._sources.note_report(number, {**report, **began})
        if counts["pending"] >= WORTH_PREPARING:
            sandbox.prepare()
            self._indexer.prepare()
        return counts

    def read_some(self, number: int, check: Check) -> int:
        """Read and index the next files; returns how many are left to do now: none while it is paused."""
        source = self._sources.numbered(number)
        if source.options.paused:
            return 0
        started = time.monotonic()
        try:
            documents, size = self._reader.read_next(self._reading(source), FILES_AT_ONCE, check)
        except Unreachable as problem:
            self._sources.note_tried(number, problem.detail)
            raise
        self._semantic.mark(documents)
        left = self._catalog.counts(number)[State.PENDING]
        if left:
            self._indexer.begin()
        else:
            self._indexer.finish(check)
        self._note_pace(source, len(documents), size, time.monotonic() - started)
        return left

    def _reading(self, source: Source) -> Reading:
        mount = source.mount
        rate = rate_of(source.options, is_network=(mount or mount_of(source.path)).is_network)
        pace = self._paces.get(source.number)
        if pace is None or pace.rate != rate:
            pace = self._paces[source.number] = Pace(rate)
        return Reading(source.number, source.path, mount, most_bytes(source, self._max_bytes), pace)

    def _note_pace(self, source: Source, files: int, size: int, seconds: float) -> None:
        before = source.report
        spent = {
            "files": before.get("files", 0) + files,
            "bytes": before.get("bytes", 0) + size,
            "seconds": round(before.get("seconds", 0.0) + seconds, 3),
        }
        self._sources.note_report(source.number, {**before, **spent})

    def embed_some(self, number: int, check: Check) -> int:
        """Embed the next texts; returns how many are left to do now: none while it is paused."""
        if self._sources.numbered(number).options.paused:
            return 0
        missing = self._vectors.missing(number, TEXTS_AT_ONCE)
        if missing:
            hashes = [text.hash for text in missing]
            vectors = self._embedder.passages([text.text for text in missing], check)
            documents = self._vectors.holders(hashes)
            # Before they are stored: a kill between the two may make news of what was none, but hides none.
            self._catalog.note_embedded(documents)
            self._vectors.put(hashes, vectors)
            self._semantic.mark(documents)
        return self._vectors.count_missing(number)

    def _step(self, context: JobContext, name: str, function: Callable[..., T], *args: Any) -> T:
        def work(*args: Any) -> T:
            with self._catalog.work.step():
                return function(*args)

        return context.step(name, work, *args)

    def _read_all(self, context: JobContext, number: int, total: int) -> None:
        left, step = total, 0
        while left:
            context.progress(READING_SHARE * (total - left) / total, _files(total - left, total))
            step += 1
            left = self._step(context, f"read-{step}", self.read_some, number, context.check)
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
                left = self._step(context, f"embed-{step}", self.embed_some, number, context.check)
        except Unavailable as problem:
            return total - left, [f"意味検索の準備はできませんでした。{problem.detail}"]
        return total - self._vectors.count_missing(number), []

    def _finish(self, number: int) -> dict[str, Any]:
        source = self._sources.numbered(number)
        self._vectors.forget_unused()
        while self._catalog.sign_some(SIGNED_AT_ONCE):
            pass
        if not source.options.paused:
            self._sources.note_synced(number)
        counts = self._catalog.counts(number)
        failures = [
            {"path": row.path, "code": row.failure["code"], "detail": row.failure["detail"]}
            for row in self._failures.page(number, limit=MOST_LISTED)
        ]
        return {
            "links": {"self": f"/v1/search/sources/{source.name}"},
            "indexed": counts[State.INDEXED],
            "failed": counts[State.FAILED],
            "failures": failures,
        }


def _files(done: int, total: int) -> str:
    return f"ファイルを読み取っています（{done}/{total}件）"

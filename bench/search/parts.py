"""The search service without HTTP and jobs, over one folder, for measurements that sync it themselves."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from common.database import open_engine, sqlite_url
from common.japanese.sudachi import Sudachi
from common.jobs import JobContext
from common.models import ModelStore
from common.resident import Resident
from common.settings import Settings
from services.search.access.gate import Gate
from services.search.access.identities import Identities
from services.search.access.lists import AccessLists
from services.search.answers.ranking import Ranker
from services.search.answers.searching import SearchDesk
from services.search.catalog import Catalog
from services.search.meaning.embedding import Embedder
from services.search.meaning.semantic import SemanticIndex
from services.search.meaning.vectors import VectorStore
from services.search.sources.failures import Failures
from services.search.sources.inventory import Inventory
from services.search.sources.reading import FileReader
from services.search.sources.records import Sources
from services.search.sources.surveying import Surveyor
from services.search.sources.syncing import Synchronizer
from services.search.tables import DOCUMENTS, PASSAGES, STALE, VECTORS, document_of
from services.search.words.analyzer import WordAnalyzer
from services.search.words.conditions import Conditions
from services.search.words.indexing import Indexer
from services.search.words.lexical import Filter, LexicalIndex
from services.search.words.question import QuestionReader
from services.search.words.spelling import Speller
from services.search.words.synonyms import Synonyms
from services.search.words.writing import Writer

MOST_HITS = 10_000


class PlainContext(JobContext):
    """A job's context without its checkpoints: every step is done."""

    def __init__(self) -> None:
        super().__init__("bench", "bench")

    def step(self, name: str, function: Callable[..., Any], *args: Any) -> Any:  # noqa: ARG002
        return function(*args)

    def progress(self, fraction: float, message: str) -> None:
        pass

    def check(self, *, force: bool = False) -> None:
        pass


class Parts:
    def __init__(self, data: Path, root: Path) -> None:
        settings = Settings()
        most = settings.search.max_file_bytes
        self.engine = open_engine(sqlite_url(data / "search.sqlite"))
        self.sources, self.catalog = Sources(self.engine), Catalog(self.engine)
        self.analyzer = WordAnalyzer(_resident("sudachi", Sudachi))
        self.lexical = LexicalIndex(data / "lexical", self.analyzer, _resident("index-writer", Writer))
        self.vectors = VectorStore(self.engine, settings.search.model)
        self.semantic = SemanticIndex(self.vectors, _resident)
        self.indexer = Indexer(self.catalog, self.lexical)
        self.lists = AccessLists(self.engine, Identities(self.engine))
        self.inventory, failures = Inventory(self.engine), Failures(self.engine)
        surveyor = Surveyor(
            self.sources, self.inventory, self.catalog, self.indexer, self.semantic, self.lists, most
        )
        reader = FileReader(self.catalog, settings.sandbox)
        self.embedder = Embedder(ModelStore(settings.models), settings.search.model, _resident)
        self.ranker = Ranker(self.lexical, self.embedder, self.semantic)
        self.synchronizer = Synchronizer(
            self.sources, surveyor, self.catalog, failures, reader, self.indexer, self.vectors,
            self.embedder, self.semantic, most,
        )  # fmt: skip
        self.source = self.sources.find("drive") or self.sources.add("drive", root.resolve(), ["staff"])

    def sync(self) -> dict[str, Any]:
        return self.synchronizer.run(PlainContext(), {"source": self.source.number})

    def desk(self) -> SearchDesk:
        """What answers `GET /v1/search`."""
        return SearchDesk(
            self.sources,
            self.catalog,
            self.ranker,
            self.semantic,
            self.analyzer,
            QuestionReader(Synonyms(self.engine, self.analyzer)),
            Conditions(self.lexical, self.catalog),
            Speller(self.lexical, self.analyzer),
            Gate(self.engine, self.sources, self.lists),
        )

    def documents(self) -> dict[str, Any]:
        """By path, what is known of each document, with its passages in order and whether each is embedded; but
        for when it was tried."""
        with self.engine.connect() as connection:
            embedded = set(connection.scalars(sa.select(VECTORS.c.hash)))
        return {
            row.path: {
                "size": row.size, "title": row.title, "type": row.type, "state": row.state, "sha256": row.sha256,
                "failure": _lasting(row.failure), "notes": row.notes,
                "passages": [
                    (passage.text, passage.place, passage.hash, passage.hash in embedded)
                    for passage in self.catalog.passages_of(row.number)
                ],
            }
            for row in self.catalog.known(self.source.number).values()
        }  # fmt: skip

    def leftovers(self) -> dict[str, int]:
        """What must be as in a clean build besides: rows without a use, and the size of the index."""
        orphans = sa.select(sa.func.count()).select_from(PASSAGES).where(
            PASSAGES.c.document.not_in(sa.select(DOCUMENTS.c.number))
        )  # fmt: skip
        count = sa.func.count()
        with self.engine.connect() as connection:
            return {
                "passages_without_document": int(connection.scalar(orphans) or 0),
                "stale": int(connection.scalar(sa.select(count).select_from(STALE)) or 0),
                "vectors": int(connection.scalar(sa.select(count).select_from(VECTORS)) or 0),
                "indexed_passages": self.lexical.passages,
            }

    def found(self, words: Iterable[str]) -> dict[str, list[str]]:
        """The paths that each word finds."""
        result = {}
        for word in words:
            hits = self.lexical.search(word, Filter(frozenset({self.source.number})), MOST_HITS)
            rows = self.catalog.documents(set(map(document_of, hits)))
            result[word] = sorted(row.path for row in rows.values())
        return result


def _lasting(failure: dict[str, Any] | None) -> dict[str, Any] | None:
    """What is the same whenever the file was tried."""
    return failure and {name: value for name, value in failure.items() if name != "at"}


def _resident(name: str, load: Callable[[], Any]) -> Resident[Any]:
    return Resident(name, load, idle_seconds=3600)

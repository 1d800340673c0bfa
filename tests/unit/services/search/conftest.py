"""A small drive, and the parts of the search service wired without HTTP."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import settings as hypothesis_settings

from common.database import open_engine, sqlite_url
from common.jobs import JobContext
from common.models import ModelStore
from common.resident import Resident
from common.settings import Settings
from services.search.catalog import Catalog
from services.search.embedding import Embedder
from services.search.indexing import Indexer
from services.search.lexical import Filter, LexicalIndex
from services.search.reading import FileReader
from services.search.semantic import SemanticIndex
from services.search.sources import Source, Sources
from services.search.syncing import Synchronizer
from services.search.vectors import VectorStore
from services.search.words import WordAnalyzer, load_dictionary

# The first example loads the dictionary, on a machine that may be busy.
hypothesis_settings.register_profile("unhurried", deadline=None)
hypothesis_settings.load_profile("unhurried")

WATER = (
    "水道料金の減免について\n生活に困っている方は、料金の免除を申請できます。申請書は窓口に出してください。"
)
COUNCIL = "# 庁議の記録\n令和8年度の予算について協議した。サーバーの更新は来年度とする。"
PLAN = "地方公会計制度の手引き\n財務書類は第30-1234号の通知による。"


def resident(name: str, load: Callable[[], Any]) -> Resident[Any]:
    return Resident(name, load, idle_seconds=60)


class RememberingContext(JobContext):
    """A job's context whose checkpoints outlive a crash: run again with it, finished steps are skipped."""

    def __init__(self) -> None:
        super().__init__("search-test", "tester")
        self.finished: dict[str, Any] = {}
        self.messages: list[str] = []

    def step(self, name: str, function: Callable[..., Any], *args: Any) -> Any:
        if name not in self.finished:
            self.finished[name] = function(*args)
        return self.finished[name]

    def progress(self, fraction: float, message: str) -> None:
        assert 0 <= fraction <= 1
        self.messages.append(message)

    def check(self, *, force: bool = False) -> None:
        pass


@dataclass
class Room:
    """Everything of the search service but its routes."""

    sources: Sources
    catalog: Catalog
    lexical: LexicalIndex
    indexer: Indexer
    reader: FileReader
    vectors: VectorStore
    semantic: SemanticIndex
    synchronizer: Synchronizer
    source: Source

    def sync(self, context: JobContext | None = None) -> dict[str, Any]:
        return self.synchronizer.run(context or RememberingContext(), {"source": self.source.number})

    def find(self, text: str) -> list[str]:
        """The paths of the documents with passages that match by words or characters."""
        hits = self.lexical.search(text, Filter(frozenset({self.source.number})), 100)
        documents = self.catalog.documents({hit.passage >> 20 for hit in hits})
        return sorted(row.path for row in documents.values())


@pytest.fixture(scope="session")
def analyzer() -> WordAnalyzer:
    return WordAnalyzer(resident("sudachi", load_dictionary))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_engine(sqlite_url(tmp_path / "search.sqlite"))
    yield engine
    engine.dispose()


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    """Three files, one of them in Shift_JIS."""
    folder = tmp_path / "drive"
    (folder / "水道").mkdir(parents=True)
    (folder / "水道" / "減免.txt").write_text(WATER, encoding="cp932")
    (folder / "庁議.md").write_text(COUNCIL, encoding="utf-8")
    (folder / "公会計.txt").write_text(PLAN, encoding="utf-8")
    return folder


@pytest.fixture
def without_models(settings: Settings, tmp_path: Path) -> Settings:
    """Settings of a machine where no model is installed."""
    return settings.model_copy(
        update={"models": settings.models.model_copy(update={"folder": tmp_path / "no-models"})}
    )


@pytest.fixture
def make_room(
    engine: sa.Engine, tmp_path: Path, analyzer: WordAnalyzer, drive: Path, without_models: Settings
) -> Callable[..., Room]:
    """Build the room anew over the same data, as a restarted process does."""

    def make(settings: Settings = without_models) -> Room:
        sources, catalog = Sources(engine), Catalog(engine)
        lexical = LexicalIndex(tmp_path / "lexical", analyzer)
        indexer = Indexer(catalog, lexical)
        reader = FileReader(catalog, settings.sandbox, settings.search.max_file_bytes)
        vectors = VectorStore(engine, settings.search.model)
        semantic = SemanticIndex(vectors, resident)
        embedder = Embedder(ModelStore(settings.models), settings.search.model, resident)
        synchronizer = Synchronizer(sources, catalog, reader, indexer, vectors, embedder, semantic)
        source = sources.find("共有") or sources.add("共有", drive, ["staff"])
        return Room(sources, catalog, lexical, indexer, reader, vectors, semantic, synchronizer, source)

    return make


@pytest.fixture
def room(make_room: Callable[..., Room]) -> Room:
    return make_room()


def rewrite(path: Path, text: str) -> None:
    """Change a file, and its time by more than a file system may round."""
    before = path.stat().st_mtime_ns
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 2_000_000_000,) * 2)

"""A small drive, and the parts of the search service wired without HTTP."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from pydantic import SecretStr

from common.database import open_engine, sqlite_url
from common.japanese.sudachi import Sudachi
from common.jobs import JobContext
from common.models import ModelStore
from common.resident import Resident
from common.settings import Settings
from services.search.access.identities import Identities
from services.search.access.lists import AccessLists
from services.search.app import create_app
from services.search.catalog import Catalog
from services.search.meaning.embedding import Embedder
from services.search.meaning.semantic import SemanticIndex
from services.search.meaning.vectors import VectorStore
from services.search.sources.failures import Failures
from services.search.sources.inventory import Inventory
from services.search.sources.reading import FileReader
from services.search.sources.records import Source, Sources
from services.search.sources.surveying import Surveyor
from services.search.sources.syncing import Synchronizer
from services.search.words.analyzer import WordAnalyzer
from services.search.words.indexing import Indexer
from services.search.words.lexical import Filter, LexicalIndex
from services.search.words.writing import Writer

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
    inventory: Inventory
    catalog: Catalog
    failures: Failures
    lexical: LexicalIndex
    indexer: Indexer
    reader: FileReader
    vectors: VectorStore
    semantic: SemanticIndex
    synchronizer: Synchronizer
    source: Source

    def sync(self, context: JobContext | None = None) -> dict[str, Any]:
        return self.synchronizer.run(context or RememberingContext(), {"source": self.source.number})

    def set(self, **options: Any) -> None:
        """Change the options of the source."""
        source = self.sources.numbered(self.source.number)
        self.source = self.sources.change(
            source.number, source.readers, source.options.model_copy(update=options)
        )

    def new_context(self) -> RememberingContext:
        return RememberingContext()

    def find(self, text: str) -> list[str]:
        """The paths of the documents with passages that match by words or characters."""
        hits = self.lexical.search(text, Filter(frozenset({self.source.number})), 100)
        documents = self.catalog.documents({passage >> 20 for passage in hits})
        return sorted(row.path for row in documents.values())


@pytest.fixture(scope="session")
def analyzer() -> WordAnalyzer:
    return WordAnalyzer(resident("sudachi", Sudachi))


@pytest.fixture(scope="session")
def writer() -> Resident[Writer]:
    return resident("index-writer", Writer)


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
    engine: sa.Engine,
    tmp_path: Path,
    analyzer: WordAnalyzer,
    writer: Resident[Writer],
    drive: Path,
    without_models: Settings,
) -> Callable[..., Room]:
    """Build the room anew over the same data, as a restarted process does."""

    def make(settings: Settings = without_models) -> Room:
        sources, catalog = Sources(engine), Catalog(engine)
        lexical = LexicalIndex(tmp_path / "lexical", analyzer, writer)
        indexer = Indexer(catalog, lexical)
        reader, most = FileReader(catalog, settings.sandbox), settings.search.max_file_bytes
        vectors = VectorStore(engine, settings.search.model)
        semantic = SemanticIndex(vectors, resident)
        embedder = Embedder(ModelStore(settings.models), settings.search.model, resident)
        inventory, failures = Inventory(engine), Failures(engine)
        surveyor = Surveyor(
            sources, inventory, catalog, indexer, semantic, AccessLists(engine, Identities(engine)), most
        )
        synchronizer = Synchronizer(
            sources, surveyor, catalog, failures, reader, indexer, vectors, embedder, semantic, most
        )
        source = sources.find("共有") or sources.add("共有", drive, ["staff"])
        return Room(
            sources, inventory, catalog, failures, lexical, indexer, reader, vectors, semantic, synchronizer,
            source,
        )  # fmt: skip

    return make


@pytest.fixture
def room(make_room: Callable[..., Room]) -> Room:
    return make_room()


SECRET = "secret-of-the-tests"


class Api:
    """The service as different people see it."""

    def __init__(self, client: TestClient, settings: Settings) -> None:
        self.client = client
        self.settings = settings

    def call(self, method: str, path: str, role: str = "admin", **kwargs: Any) -> Any:
        headers = {"x-yakuba-user": f"{role}-1", "x-yakuba-roles": role, "x-yakuba-secret": SECRET}
        return self.client.request(method, path, headers=headers, **kwargs)

    def get(self, path: str, role: str = "admin", **params: Any) -> Any:
        return self.call("GET", path, role, params=params)

    def search(self, q: str, role: str = "admin", **params: Any) -> dict[str, Any]:
        answer = self.get("/v1/search", role, q=q, **{"mode": "lexical", **params})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def register(self, name: str, path: Path, **body: Any) -> Any:
        return self.call("PUT", f"/v1/search/sources/{name}", json={"path": str(path), **body})

    def sync(self, name: str) -> dict[str, Any]:
        """Sync and wait; the finished job."""
        answer = self.call("POST", f"/v1/search/sources/{name}/sync")
        assert answer.status_code == 202, answer.text
        return self.finished(answer.headers["location"])

    def finished(self, job_path: str) -> dict[str, Any]:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            job = dict(self.get(job_path).json())
            if job["status"] in ("succeeded", "failed", "cancelled"):
                return job
            time.sleep(0.1)
        raise AssertionError(f"the job did not finish: {job}")


@contextmanager
def serving(settings: Settings) -> Iterator[Api]:
    gateway = settings.gateway.model_copy(update={"secret": SecretStr(SECRET)})
    with TestClient(create_app(settings.model_copy(update={"gateway": gateway}))) as client:
        yield Api(client, settings)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """The service without its model; starting and stopping it takes a second, so once a module."""
    base = tmp_path_factory.mktemp("served")
    settings = Settings(
        data={"folder": base / "data"}, models={"folder": base / "models"}, search={"follow": False}
    )
    with serving(settings) as api:
        yield api


@pytest.fixture
def api(served: Api) -> Api:
    """The service with no source registered."""
    for source in served.get("/v1/search/sources").json():
        served.call("DELETE", f"/v1/search/sources/{source['name']}")
    return served


@pytest.fixture
def synced(api: Api, drive: Path) -> Api:
    """Two sources: one for staff, one for disclosure officers; both speak of 減免."""
    secret = drive.parent / "secret"
    secret.mkdir()
    (secret / "処分案.md").write_text("減免を断る方針。極秘。", encoding="utf-8")
    api.register("共有", drive, readers=["staff", "clerk"])
    api.register("秘密", secret, readers=["disclosure"])
    assert api.sync("共有")["status"] == api.sync("秘密")["status"] == "succeeded"
    return api


@pytest.fixture
def following(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    """The service without its model, following its sources by itself, and quickly."""
    monkeypatch.setattr("services.search.sources.following.TICK_SECONDS", 0.05)
    monkeypatch.setattr("services.search.sources.following.QUIET_SECONDS", 0.2)
    folders = {"data": {"folder": tmp_path / "data"}, "models": {"folder": tmp_path / "no-models"}}
    with serving(Settings(**folders)) as api:
        yield api


@pytest.fixture
def semantic_api(settings: Settings) -> Iterator[Api]:
    """With the default embedding model; for tests marked `models`."""
    with serving(settings) as api:
        yield api

"""The search service, put together."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import sqlalchemy as sa
from fastapi import APIRouter, FastAPI

from common.database import open_engine, sqlite_url
from common.documents.recognizer import lazy_recognizer
from common.japanese.sudachi import Sudachi
from common.service import Service
from common.settings import Settings
from services.search.access.gate import Gate
from services.search.access.identities import Identities
from services.search.access.lists import AccessLists
from services.search.access.routes import identity_router
from services.search.answers.document_routes import document_router
from services.search.answers.ranking import Ranker
from services.search.answers.saved import SavedSearches
from services.search.answers.saved_routes import saved_router
from services.search.answers.search_routes import search_router
from services.search.answers.searching import SearchDesk
from services.search.catalog import Catalog
from services.search.health.caring import KIND as CARE
from services.search.health.caring import Caretaker
from services.search.health.restoring import KIND as RESTORE
from services.search.health.restoring import Restorer
from services.search.health.routes import index_router
from services.search.health.snapshot_routes import snapshot_router
from services.search.health.snapshots import SnapshotStore
from services.search.health.taking import KIND as SNAPSHOT
from services.search.health.taking import SnapshotTaker
from services.search.health.verifying import Verifier
from services.search.meaning.changing import Changeover
from services.search.meaning.embedding import Embedder
from services.search.meaning.semantic import SemanticIndex
from services.search.meaning.spaces import Spaces
from services.search.meaning.vectors import VectorStore
from services.search.sources.failures import Failures
from services.search.sources.following import Follower
from services.search.sources.inventory import Inventory
from services.search.sources.reading import FileReader
from services.search.sources.records import Sources
from services.search.sources.registry import Registry
from services.search.sources.routes import defaults_router, source_router
from services.search.sources.surveying import Surveyor
from services.search.sources.syncing import KIND, Synchronizer
from services.search.sources.views import SourceViews
from services.search.words.analyzer import WordAnalyzer
from services.search.words.conditions import Conditions
from services.search.words.indexing import Indexer
from services.search.words.lexical import LexicalIndex
from services.search.words.question import QuestionReader
from services.search.words.spelling import Speller
from services.search.words.synonym_routes import synonym_router
from services.search.words.synonyms import Synonyms
from services.search.words.writing import Writer

LEXICAL_FORMAT = "lexical-5"
"""The folder of the lexical index; another format is another folder, filled anew, and the old one goes."""


def create_app(settings: Settings | None = None) -> FastAPI:
    settings = settings or Settings()
    service = Service("search", settings)
    engine = open_engine(settings.jobs.database or sqlite_url(service.folder / "search.sqlite"))
    sources, catalog = Sources(engine), Catalog(engine)
    analyzer = WordAnalyzer(service.resident("sudachi", Sudachi))
    for folder in service.folder.glob("lexical-[0-9]"):
        if folder.name != LEXICAL_FORMAT:
            shutil.rmtree(folder)
    writer = service.resident("index-writer", Writer)
    lexical = LexicalIndex(service.folder / LEXICAL_FORMAT, analyzer, writer)
    indexer = Indexer(catalog, lexical)
    vectors = VectorStore(engine, settings.search.model)
    embedder = Embedder(service.models, settings.search.model, service.resident)
    semantic = SemanticIndex(vectors, service.resident)
    changeover = Changeover(
        Spaces(engine), service.models, settings.search.model, catalog.work, vectors, embedder, semantic
    )
    inventory, failures = Inventory(engine), Failures(engine)
    reader = FileReader(catalog, settings.sandbox, lazy_recognizer(service.models, service.resident))
    most = settings.search.max_file_bytes
    identities = Identities(engine)
    lists = AccessLists(engine, identities)
    gate = Gate(engine, sources, lists)
    surveyor = Surveyor(sources, inventory, catalog, indexer, semantic, lists, most)
    synchronizer = Synchronizer(
        sources, surveyor, catalog, failures, reader, indexer, vectors, embedder, semantic, most
    )
    service.jobs.register(KIND, synchronizer.run)
    verifier = Verifier(engine, lexical, vectors)
    caretaker = Caretaker(engine, verifier, indexer, vectors, semantic, service.folder)
    service.jobs.register(CARE, caretaker.run)
    registry = Registry(settings, service.jobs, sources, catalog, inventory, lists, indexer, semantic)
    follower = Follower(registry, sources, enabled=settings.search.follow)
    views = SourceViews(registry, follower, catalog, failures, vectors, gate)
    synonyms = Synonyms(engine, analyzer)
    snapshots = SnapshotStore(service.folder / "snapshots", settings.search.snapshots)
    forget = (catalog.outlines.forget, lists.forget, synonyms.load, semantic.renew, changeover.begin)
    service.jobs.register(SNAPSHOT, SnapshotTaker(engine, lexical, indexer, snapshots).run)
    service.jobs.register(RESTORE, Restorer(engine, lexical, indexer, snapshots, forget).run)
    desk = SearchDesk(
        sources,
        catalog,
        Ranker(lexical, embedder, semantic),
        semantic,
        analyzer,
        QuestionReader(synonyms),
        Conditions(lexical, catalog),
        Speller(lexical, analyzer),
        gate,
    )
    return service.app(
        title="Yakuba 検索",
        description="共有フォルダーのファイルを、ことばと意味で探します。",
        routers=[
            _closing(engine, indexer),
            follower.router(),
            changeover.router(),
            source_router(registry, sources, views, failures),
            defaults_router(settings.search),
            search_router(desk, indexer),
            saved_router(desk, SavedSearches(engine), catalog),
            synonym_router(synonyms),
            document_router(desk, gate, catalog),
            identity_router(identities),
            snapshot_router(service.jobs, snapshots),
            index_router(service.jobs, caretaker, engine, vectors, changeover),
        ],
        models=[settings.search.model],
    )


def _closing(engine: sa.Engine, indexer: Indexer) -> APIRouter:
    """A router without routes, for what must be closed when the service ends."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        indexer.wait()
        engine.dispose()

    return APIRouter(lifespan=lifespan)

"""Another embedding model, without a moment in which meaning does not answer.

The vectors of the configured model are made in the background while those of the old model answer, whose model
embeds the queries and what syncs read. When every text has a new vector the two change places at once, and the old
vectors go. What is made is in the database: a kill costs the texts that were under way.
"""

import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import NamedTuple

from fastapi import APIRouter

from common.errors import Unavailable
from common.models import ModelStore
from services.search.meaning.embedding import Embedder, EmbeddingModel
from services.search.meaning.semantic import SemanticIndex
from services.search.meaning.spaces import Space, Spaces
from services.search.meaning.vectors import VectorStore
from services.search.working import Work

log = logging.getLogger(__name__)
LOOK_SECONDS = 30.0
"""A model may be installed, or brought back from a snapshot, while the service runs."""
TEXTS_AT_ONCE = 32
TEXTS_ASKED = 1024
"""Finding the texts without a vector looks at all passages."""
Check = Callable[[], None]


class State(NamedTuple):
    model: str
    """Whose vectors answer"""
    model_usable: bool
    """and whether its files are there to embed queries."""
    making: str | None
    made: float
    """The share of the texts that have a vector of the model that is being made; 1 if none is."""


class Stopped(Exception):
    """The service ends."""


class Changeover:
    def __init__(
        self,
        spaces: Spaces,
        models: ModelStore,
        configured: str,
        work: Work,
        vectors: VectorStore,
        embedder: Embedder,
        semantic: SemanticIndex,
    ) -> None:
        self._spaces = spaces
        self._models = models
        self._configured = configured
        self._work = work
        self._vectors = vectors
        self._embedder = embedder
        self._semantic = semantic
        self._looking = threading.Lock()
        self._making: tuple[Space, EmbeddingModel] | None = None
        self._kept: set[str] = set()
        """The keys of the spaces that are of use; empty while that is not known."""
        self._stopping = threading.Event()
        self.begin()

    def begin(self) -> None:
        """Let the right space answer: where the old one has no vector yet, the configured one at once. While
        nobody embeds."""
        with self._looking:
            serving, digest = self._serving(), self._digest(self._configured)
            if digest is not None and not self._spaces.has_vectors(serving):
                self._spaces.switch(self._spaces.wanted(self._configured, digest) or serving)
        self.look()

    def look(self) -> None:
        """Find out what is to be made."""
        with self._looking:
            serving, digest = self._serving(), self._digest(self._configured)
            making = None if digest is None else self._spaces.wanted(self._configured, digest)
            # Where the configured model is not installed, what was made of it may still be gone on with.
            self._kept = {serving.key, making.key if making else serving.key} if digest else set()
            self._serve(serving)
            self._make(making)

    def work(self, check: Check = lambda: None) -> bool:
        """Embed the next texts with the new model, or change over; False when nothing is to be made."""
        making = self._making
        if making is None:
            if self._kept:
                self._spaces.keep_only(self._kept)
            return False
        space, model = making
        store = self._vectors.of(space.key)
        missing = store.missing(None, TEXTS_ASKED)
        for at in range(0, len(missing), TEXTS_AT_ONCE):
            texts = missing[at : at + TEXTS_AT_ONCE]
            check()
            vectors = self._embedder.passages([text.text for text in texts], check, model)
            with self._work.step():
                if self._making is not making:
                    return True
                store.put([text.hash for text in texts], vectors)
        if not missing:
            self._change(making, store, check)
        return True

    def state(self) -> State:
        making = self._making
        name, usable = self._embedder.space.name, self._is_usable()
        if making is None:
            return State(name, usable, None, 1.0)
        store = self._vectors.of(making[0].key)
        texts = store.count_texts()
        return State(name, usable, making[0].name, round(1 - store.count_missing() / max(texts, 1), 4))

    def router(self) -> APIRouter:
        """A router without routes: the thread lives as long as the service."""

        @asynccontextmanager
        async def lifespan(_: object) -> AsyncIterator[None]:
            thread = threading.Thread(target=self._run, name="search-model", daemon=True)
            thread.start()
            yield
            self._stopping.set()
            thread.join()

        return APIRouter(lifespan=lifespan)

    def _change(self, making: tuple[Space, EmbeddingModel], store: VectorStore, check: Check) -> None:
        space, model = making
        coming = self._semantic.beside(store)
        # No sync is in the middle of embedding, so that none stores vectors of the one model as the other's.
        with self._work.halt(check), self._looking:
            if store.missing(None, 1) or self._making is not making:
                return
            self._spaces.switch(space)
            self._vectors.model = space.key
            self._embedder.serve(model)
            self._semantic.take(coming)
            self._make(None)
            # Not yet: somebody may just be asking in the old space.
            self._kept = set()
        log.info("another embedding model answers", extra={"model": space.name})

    def _serving(self) -> Space:
        """As stored; files that were not seen before are taken for those that made its vectors."""
        space = self._spaces.serving(self._configured)
        digest = self._digest(space.name)
        return self._spaces.known(space, digest) if space.digest is None and digest else space

    def _serve(self, space: Space) -> None:
        if (self._vectors.model, self._embedder.space) != (space.key, space):
            self._vectors.model = space.key
            self._embedder.serve(self._embedder.of(space))
            self._semantic.renew()

    def _make(self, space: Space | None) -> None:
        if space is None:
            self._making = None
        elif self._making is None or self._making[0] != space:
            self._making = space, self._embedder.of(space)
        self._embedder.is_being_replaced = space is not None

    def _is_usable(self) -> bool:
        try:
            self._embedder.require()
        except Unavailable:
            return False
        return True

    def _digest(self, name: str) -> str | None:
        with suppress(Unavailable):
            return self._models.digest(name)
        return None

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                while self.work(self._check):
                    pass
                self._stopping.wait(LOOK_SECONDS)
                self.look()
            except Stopped:
                return
            except Exception:
                # A busy database, or a model that is just being replaced, must not end it for good.
                log.exception("the vectors of the new model could not be made; it is tried again")
                self._stopping.wait(LOOK_SECONDS)

    def _check(self) -> None:
        if self._stopping.is_set():
            raise Stopped

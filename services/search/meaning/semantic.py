"""Search by meaning: the stored vectors in a FAISS index.

The index lives in memory, is made from the stored vectors when first asked, and follows the changes that
are told to `mark`; it can be thrown away at any time.
"""

import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from common.resident import Resident
from services.search.meaning.embedding import Asked, MakeResident, Vectors
from services.search.meaning.index import PassageIndex
from services.search.meaning.vectors import VectorStore
from services.search.outlines import Numbers


class SemanticIndex:
    """`resident` makes the holder of the index from its loader, as `Service.resident` does."""

    def __init__(self, vectors: VectorStore, resident: MakeResident) -> None:
        self._vectors = vectors
        self._make = resident
        self._serving = self._before = self._coming = Loaded(vectors.of(vectors.model), resident)

    def mark(self, documents: Collection[int]) -> None:
        """Say that the stored passages or vectors of these documents changed, after they did."""
        for index in {self._serving, self._coming}:
            index.mark(documents)

    def renew(self) -> None:
        """Say that everything stored is another."""
        self.take(Loaded(self._vectors.of(self._vectors.model), self._make))

    def beside(self, vectors: VectorStore) -> "Loaded":
        """The index over other vectors, in memory and ready to be taken."""
        self._coming = Loaded(vectors, self._make)
        with self._coming.current():
            return self._coming

    def take(self, index: "Loaded") -> None:
        """Answer with this one from now on, and with the one before who asks in its space."""
        self._serving, self._before, self._coming = index, self._serving, index

    def search(
        self, query: Asked, limit: int, documents: Collection[int] | Numbers | None = None
    ) -> dict[int, float]:
        """Passage number to cosine of the best passages, in all documents or in the given ones."""
        with self._index(query.model).current() as index:
            return index.search(query.vector, limit, documents)

    def scores(self, query: Asked, passages: Collection[int]) -> dict[int, float]:
        """The cosines of given passages; one that has no vector yet is left out."""
        with self._index(query.model).current() as index:
            numbers, vectors = index.get(passages)
        return dict(zip(numbers, (vectors @ query.vector).tolist(), strict=True)) if numbers else {}

    def mean(self, passages: Collection[int]) -> Asked | None:
        """The direction that these passages share; None when none has a vector yet."""
        serving = self._serving
        with serving.current() as index:
            numbers, vectors = index.get(passages)
        if not numbers:
            return None
        mean: Vectors = vectors.mean(axis=0)
        length = float((mean @ mean) ** 0.5)
        return Asked(mean / length, serving.model) if length else None

    def _index(self, model: str) -> "Loaded":
        serving, before = self._serving, self._before
        return before if model != serving.model and model == before.model else serving


class Loaded:
    """An index of the vectors as they are, with the changes since it was made."""

    def __init__(self, vectors: VectorStore, resident: MakeResident) -> None:
        self._vectors = vectors
        self._resident: Resident[PassageIndex] = resident("vector-index", self._load)
        self._lock = threading.Lock()
        self._changed: set[int] = set()

    @property
    def model(self) -> str:
        return self._vectors.model

    def mark(self, documents: Collection[int]) -> None:
        with self._lock:
            self._changed.update(documents)

    @contextmanager
    def current(self) -> Iterator[PassageIndex]:
        with self._resident.use() as index, self._lock:
            if self._changed:
                index.remove(self._changed)
                index.add(*self._vectors.load(self._changed))
                self._changed.clear()
            yield index

    def _load(self) -> PassageIndex:
        with self._lock:
            # Emptied before reading: what changes meanwhile is marked anew and then read again.
            self._changed.clear()
        index = PassageIndex()
        index.add(*self._vectors.load())
        return index

"""FAISS IndexIDMap2 over Flat inner product: exact, and it can forget."""

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from services.search.meaning.embedding import Vectors
from services.search.tables import PASSAGE_BITS

Numbers = npt.NDArray[np.int64]


class FlatIndex:
    """Unit vectors by passage number. Not for several threads at once."""

    def __init__(self) -> None:
        self._index: Any = None

    def add(self, numbers: Sequence[int], vectors: Vectors) -> None:
        """Add vectors of shape (n, dimensions) under `numbers`, none of which may be there already."""
        import faiss

        if not numbers:
            return
        if self._index is None:
            self._index = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
        self._index.add_with_ids(vectors, np.asarray(numbers, np.int64))

    def remove(self, documents: Collection[int]) -> None:
        import faiss

        numbers = self._of(documents)
        if numbers.size:
            self._index.remove_ids(faiss.IDSelectorBatch(numbers))

    def search(
        self, query: Vectors, limit: int, documents: Collection[int] | None = None
    ) -> dict[int, float]:
        """Passage number to cosine, best first; of all documents or of the given ones."""
        import faiss

        selector = parameters = None
        if documents is not None:
            allowed = self._of(documents)
            if not allowed.size:
                return {}
            selector = faiss.IDSelectorBatch(allowed)
            parameters = faiss.SearchParameters()
            parameters.sel = selector
        if not len(self):
            return {}
        scores, numbers = self._index.search(query[None, :], min(limit, len(self)), params=parameters)
        found = zip(numbers[0].tolist(), scores[0].tolist(), strict=True)
        return {number: score for number, score in found if number >= 0}

    def get(self, passages: Collection[int]) -> tuple[list[int], Vectors]:
        """Those of `passages` that are here, with their vectors."""
        wanted = np.fromiter(passages, np.int64, len(passages))
        known = wanted[np.isin(wanted, self._numbers())]
        if not known.size:
            return [], np.empty((0, 0), np.float32)
        return known.tolist(), self._index.reconstruct_batch(known)

    def __len__(self) -> int:
        return 0 if self._index is None else int(self._index.ntotal)

    def _of(self, documents: Collection[int]) -> Numbers:
        numbers = self._numbers()
        wanted = np.fromiter(documents, np.int64, len(documents))
        return numbers[np.isin(numbers >> PASSAGE_BITS, wanted)]

    def _numbers(self) -> Numbers:
        import faiss

        if self._index is None:
            return np.empty(0, np.int64)
        found: Numbers = faiss.vector_to_array(self._index.id_map)
        return found

"""The vectors of passages in FAISS, by passage number: exact while they are few, in a byte a dimension beyond.

Both kinds (IndexIDMap2 over Flat and over an 8-bit scalar quantizer, by inner product) look at every vector,
can forget, and can be narrowed to some documents.
"""

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from services.search.meaning.embedding import Vectors
from services.search.outlines import Numbers, as_numbers
from services.search.tables import PASSAGE_BITS

MOST_EXACT = 50_000
"""Vectors that are kept in float32: 75 MiB of 384 dimensions."""
MOST_TRAINING = 65_536


class PassageIndex:
    """Unit vectors by passage number. Not for several threads at once."""

    def __init__(self, most_exact: int = MOST_EXACT) -> None:
        self._most_exact = most_exact
        self._index: Any = None
        self._is_exact = True
        self._sorted: Numbers | None = None

    def add(self, numbers: Sequence[int], vectors: Vectors) -> None:
        """Add vectors of shape (n, dimensions) under `numbers`, none of which may be there already."""
        if not numbers:
            return
        added = np.asarray(numbers, np.int64)
        is_outgrown = self._is_exact and len(self) + len(added) > self._most_exact
        if is_outgrown and len(self):
            kept = self._numbers()
            vectors = np.concatenate([self._index.reconstruct_batch(kept), vectors])
            added = np.concatenate([kept, added])
        if self._index is None or is_outgrown:
            self._is_exact = not is_outgrown
            self._index = _made_for(vectors, is_exact=self._is_exact)
        self._index.add_with_ids(vectors, added)
        self._sorted = None

    def remove(self, documents: Collection[int]) -> None:
        import faiss

        numbers = self._numbers()[self._is_of(documents)]
        if numbers.size:
            self._index.remove_ids(faiss.IDSelectorBatch(numbers))
            self._sorted = None

    def search(
        self, query: Vectors, limit: int, documents: Collection[int] | Numbers | None = None
    ) -> dict[int, float]:
        """Passage number to cosine, best first; of all documents or of the given ones."""
        import faiss

        numbers, selector, parameters = self._numbers(), None, None
        if documents is not None:
            # Of places, one bit each: a set of numbers costs more to make than all of them to search.
            bits = np.packbits(self._is_of(documents), bitorder="little")
            selector = faiss.IDSelectorBitmap(bits.size, faiss.swig_ptr(bits))
            parameters = faiss.SearchParameters()
            parameters.sel = selector
        if not numbers.size:
            return {}
        scores, places = self._index.index.search(query[None, :], min(limit, len(self)), params=parameters)
        found = zip(places[0].tolist(), scores[0].tolist(), strict=True)
        return {int(numbers[place]): score for place, score in found if place >= 0}

    def get(self, passages: Collection[int]) -> tuple[list[int], Vectors]:
        """Those of `passages` that are here, with their vectors."""
        wanted = np.fromiter(passages, np.int64, len(passages))
        if self._sorted is None:
            self._sorted = np.sort(self._numbers())
        at = np.searchsorted(self._sorted, wanted)
        known = wanted[np.take(np.append(self._sorted, -1), at) == wanted]
        if not known.size:
            return [], np.empty((0, 0), np.float32)
        return known.tolist(), self._index.reconstruct_batch(known)

    def __len__(self) -> int:
        return 0 if self._index is None else int(self._index.ntotal)

    def _is_of(self, documents: Collection[int] | Numbers) -> npt.NDArray[np.bool_]:
        """For each place whether its passage is of one of these documents."""
        return np.isin(self._numbers() >> PASSAGE_BITS, as_numbers(documents))

    def _numbers(self) -> Numbers:
        import faiss

        if self._index is None:
            return np.empty(0, np.int64)
        found: Numbers = faiss.vector_to_array(self._index.id_map)
        return found


def _made_for(vectors: Vectors, *, is_exact: bool) -> Any:
    import faiss

    dimensions = vectors.shape[1]
    if is_exact:
        return faiss.IndexIDMap2(faiss.IndexFlatIP(dimensions))
    index = faiss.IndexScalarQuantizer(dimensions, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT)
    # It learns the range of each dimension; taken from all over, for neighbours are alike.
    index.train(vectors[:: max(1, len(vectors) // MOST_TRAINING)])
    return faiss.IndexIDMap2(index)

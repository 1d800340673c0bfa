"""Text to vectors, by a sentence-transformers model that is loaded on demand.

One text batch at a time in the whole process: several at once on a CPU only slow each other down. A
person who searches goes before the sync that is embedding in the background.
"""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt

from common.models import ModelStore
from common.resident import Resident

Vectors = npt.NDArray[np.float32]
BATCH = 16
BACKGROUND_THREADS = max(1, len(os.sched_getaffinity(0)) // 2)
"""Half the cores, and one for a query: threads that wait for a core that others use are far slower.

On two cores shared with the other services: one thread 1,600 characters/s and 60 ms a query, two threads
950 characters/s and 600 ms."""


class Turn:
    """A lock that lets those in a hurry go first."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._taken = False
        self._urgent = 0

    @contextmanager
    def take(self, *, urgent: bool) -> Iterator[None]:
        with self._changed:
            self._urgent += urgent
            self._changed.wait_for(lambda: not self._taken and (urgent or not self._urgent))
            self._urgent -= urgent
            self._taken = True
        try:
            yield
        finally:
            with self._changed:
                self._taken = False
                self._changed.notify_all()


class Embedder:
    """`resident` makes the holder of the model from its loader, as `Service.resident` does."""

    def __init__(
        self, models: ModelStore, name: str, resident: Callable[[str, Callable[[], Any]], Resident[Any]]
    ) -> None:
        self.name = name
        self._models = models
        self._resident = resident(name, self._load)
        self._turn = Turn()

    def require(self) -> None:
        """Raise ModelMissing, or another Unavailable, when the model cannot be used."""
        self._models.folder(self.name)

    def query(self, text: str) -> Vectors:
        """The unit vector of a query, shape (dimensions,)."""
        self.require()
        vector: Vectors = self._encode([self._prefix("query_prefix") + text], urgent=True)[0]
        return vector

    def passages(self, texts: Sequence[str], check: Callable[[], None]) -> Vectors:
        """The unit vectors of passages, shape (texts, dimensions), float32."""
        self.require()
        prefix = self._prefix("passage_prefix")
        # Neighbours of equal length need no padding.
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        parts: list[Vectors] = []
        for at in range(0, len(order), BATCH):
            check()
            parts.append(self._encode([prefix + texts[index] for index in order[at : at + BATCH]]))
        vectors = np.concatenate(parts)
        return vectors[np.argsort(order)]

    def _encode(self, texts: list[str], *, urgent: bool = False) -> Vectors:
        import torch

        with self._turn.take(urgent=urgent), self._resident.use() as model:
            # OpenMP keeps this number for each calling thread, so it is set at every call.
            torch.set_num_threads(1 if urgent else BACKGROUND_THREADS)
            vectors = model.encode(
                texts, batch_size=BATCH, normalize_embeddings=True, convert_to_numpy=True,
                show_progress_bar=False,
            )  # fmt: skip
        return np.asarray(vectors, dtype=np.float32)

    def _prefix(self, option: str) -> str:
        return str(self._models.entry(self.name).options.get(option, ""))

    def _load(self) -> Any:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()
        folder = self._models.folder(self.name)
        return SentenceTransformer(str(folder), device="cpu", local_files_only=True)
